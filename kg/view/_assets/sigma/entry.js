/* What a page needs of sigma.js and graphology; `build.sh` makes `sigma.min.js` of it. */
import Graph from "graphology";
import Sigma from "sigma";
import { EdgeLineProgram, EdgeRectangleProgram } from "sigma/rendering";
import ShapeProgram from "./shape.js";

export { EdgeLineProgram, EdgeRectangleProgram, Graph, ShapeProgram, Sigma };
