/* A node as one of the shapes of `_looks.py`, in one triangle, with a rim in the colour of the page's ground. */
import { NodeProgram } from "sigma/rendering";
import { floatColor } from "sigma/utils";

const { UNSIGNED_BYTE, FLOAT, TRIANGLES } = WebGLRenderingContext;
const TURN = (2 * Math.PI) / 3;

/* The order of the shapes in `_looks.py`, which says how each looks. */
export const NAMES = ["circle", "page", "square", "diamond", "triangle", "wedge", "pentagon", "hexagon", "cross", "star", "house"];

const VERTEX = /* glsl */ `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec2 a_position;
attribute float a_size;
attribute float a_shape;
attribute float a_angle;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
varying vec4 v_color;
varying vec2 v_place;
varying float v_pixel;
varying float v_shape;
const float bias = 255.0 / 254.0;

void main() {
  float size = a_size * u_correctionRatio / u_sizeRatio * 2.0;
  vec2 offset = 2.4 * vec2(cos(a_angle), sin(a_angle));
  gl_Position = vec4((u_matrix * vec3(a_position + size * offset, 1)).xy, 0, 1);
  v_place = vec2(offset.x, -offset.y);
  v_pixel = u_correctionRatio * 2.0 / size;
  v_shape = a_shape;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= bias;
}
`;

const FRAGMENT = /* glsl */ `
precision highp float;
varying vec4 v_color;
varying vec2 v_place;
varying float v_pixel;
varying float v_shape;
uniform vec3 u_rim;
const float pi = 3.14159265;

float polygon(vec2 at, float corners, float turn) {
  float part = 2.0 * pi / corners;
  float angle = mod(atan(at.x, -at.y) - turn * 2.0 * pi + 4.0 * pi, part) - part / 2.0;
  return length(at) * cos(angle) - cos(part / 2.0);
}

float box(vec2 at, vec2 half_size) {
  vec2 apart = abs(at) - half_size;
  return max(apart.x, apart.y);
}

float star(vec2 at) {
  float part = 2.0 * pi / 5.0;
  float angle = abs(mod(atan(at.x, -at.y) + 4.0 * pi + part / 2.0, part) - part / 2.0);
  vec2 folded = length(at) * vec2(cos(angle), sin(angle));
  vec2 side = 0.5 * vec2(cos(part / 2.0), sin(part / 2.0)) - vec2(1.0, 0.0);
  return dot(folded - vec2(1.0, 0.0), normalize(vec2(side.y, -side.x)));
}

float edge(vec2 at, float shape) {
  if (shape < 0.5) return length(at) - 1.0;
  if (shape < 1.5) return box(at, vec2(0.72, 0.95));
  if (shape < 2.5) return box(at, vec2(0.86));
  if (shape < 3.5) return polygon(at, 4.0, 0.0);
  if (shape < 4.5) return polygon(at, 3.0, 0.0);
  if (shape < 5.5) return polygon(at, 3.0, 0.5);
  if (shape < 6.5) return polygon(at, 5.0, 0.0);
  if (shape < 7.5) return polygon(at, 6.0, 1.0 / 12.0);
  if (shape < 8.5) return min(box(at, vec2(0.36, 1.0)), box(at, vec2(1.0, 0.36)));
  if (shape < 9.5) return star(at);
  return max(max(abs(at.x) - 0.9, at.y - 0.85), dot(vec2(abs(at.x), at.y + 1.0), vec2(0.64, -0.768)));
}

void main(void) {
  float apart = edge(v_place, v_shape);
  #ifdef PICKING_MODE
  gl_FragColor = apart < 0.0 ? v_color : vec4(0.0);
  #else
  float rim = min(0.12, 0.75 * v_pixel);
  float inside = 1.0 - smoothstep(rim - 0.5 * v_pixel, rim + 0.5 * v_pixel, apart);
  float core = 1.0 - smoothstep(-rim - 0.5 * v_pixel, -rim + 0.5 * v_pixel, apart);
  gl_FragColor = vec4(mix(u_rim, v_color.rgb, core), 1.0) * inside;
  #endif
}
`;

export default class ShapeProgram extends NodeProgram {
  static rim = [1, 1, 1];

  getDefinition() {
    return {
      VERTICES: 3,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: TRIANGLES,
      UNIFORMS: ["u_sizeRatio", "u_correctionRatio", "u_matrix", "u_rim"],
      ATTRIBUTES: [
        { name: "a_position", size: 2, type: FLOAT },
        { name: "a_size", size: 1, type: FLOAT },
        { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_shape", size: 1, type: FLOAT },
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_angle", size: 1, type: FLOAT }],
      CONSTANT_DATA: [[0], [TURN], [2 * TURN]],
    };
  }

  processVisibleItem(index, start, { x, y, size, color, shape }) {
    this.array.set([x, y, size, floatColor(color), index, NAMES.indexOf(shape)], start);
  }

  setUniforms({ correctionRatio, sizeRatio, matrix }, { gl, uniformLocations }) {
    gl.uniform1f(uniformLocations.u_correctionRatio, correctionRatio);
    gl.uniform1f(uniformLocations.u_sizeRatio, sizeRatio);
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, matrix);
    gl.uniform3fv(uniformLocations.u_rim, ShapeProgram.rim);
  }
}
