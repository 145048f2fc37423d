"""Print what makes a shell complete the names of commands, options, queries and their parameters.

  eval "$(kg completion bash)"       in ~/.bashrc
  eval "$(kg completion zsh)"        in ~/.zshrc, after compinit
  kg completion fish | source        in ~/.config/fish/config.fish

Then `kg query coau` and a tab gives `coauthors-of`, and `-p` the parameters it takes.
"""

from __future__ import annotations

import argparse

SUMMARY = "complete names in bash, zsh or fish"

SHELLS = {
    "bash": """\
_kg() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do COMPREPLY+=("$line"); done \\
    < <(kg completion words -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace
}
complete -o default -F _kg kg
""",
    "zsh": """\
_kg() {
  local -a found
  found=(${(f)"$(kg completion words -- "${(@)words[2,CURRENT]}" 2>/dev/null)"})
  if (( ! ${#found} )); then _files
  elif [[ ${found[1]} == *= ]]; then compadd -S '' -- $found
  else compadd -- $found
  fi
}
compdef _kg kg
""",
    "fish": """\
complete -c kg -a '(kg completion words -- (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'
""",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """The shell; what shells call is `words`, with the words after `kg`, the last of them being typed."""
    parser.add_argument("shell", metavar="SHELL", help=", ".join(SHELLS))
    parser.add_argument("words", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    """Print the shell's script, or what the last word may become, a line each."""
    from kg.cli._completed import completed
    from kg.errors import UnknownName

    if args.shell == "words":
        typed = args.words[1:] if args.words[:1] == ["--"] else args.words
        print(*completed(typed), sep="\n")
    elif args.shell in SHELLS:
        print(SHELLS[args.shell], end="")
    else:
        raise UnknownName("shell", args.shell, SHELLS)
    return 0
