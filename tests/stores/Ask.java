import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.jena.query.Dataset;
import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.QueryExecutionFactory;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.query.Syntax;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.tdb2.TDB2;
import org.apache.jena.tdb2.TDB2Factory;

/** Asks every query of a folder of the graph in a file, by TDB2, with the union of all graphs as the default graph. */
public class Ask {
    public static void main(String[] arguments) throws Exception {
        Path folder = Paths.get(arguments[1]);
        Dataset dataset = TDB2Factory.connectDataset(folder.resolve("tdb").toString());
        dataset.executeWrite(() -> RDFDataMgr.read(dataset, arguments[0]));
        List<Path> questions;
        try (Stream<Path> found = Files.list(folder)) {
            questions = found.filter(path -> path.toString().endsWith(".rq")).sorted().collect(Collectors.toList());
        }
        for (Path question : questions) {
            dataset.executeRead(() -> answer(dataset, question));
        }
    }

    private static void answer(Dataset dataset, Path question) {
        Path answer = Paths.get(question.toString().replaceAll("[.]rq$", ".srj"));
        try (OutputStream out = new FileOutputStream(answer.toFile())) {
            String text = Files.readString(question);
            // SPARQL 1.1 and nothing more
            try (QueryExecution asked = QueryExecutionFactory.create(QueryFactory.create(text, Syntax.syntaxSPARQL_11), dataset)) {
                asked.getContext().set(TDB2.symUnionDefaultGraph, true);
                ResultSetFormatter.outputAsJSON(out, asked.execSelect());
            }
        } catch (Exception error) {
            System.err.println(question.getFileName() + ": " + error);
        }
    }
}
