import java.io.File;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.profiles.OWL2DLProfile;
import org.semanticweb.owlapi.profiles.OWLProfileReport;
import org.semanticweb.owlapi.profiles.OWLProfileViolation;

/** Says whether the ontology in a file is in OWL 2 DL, and what is not, by the OWL API. */
public class Profile {
    public static void main(String[] arguments) throws Exception {
        OWLOntology ontology =
            OWLManager.createOWLOntologyManager().loadOntologyFromOntologyDocument(new File(arguments[0]));
        OWLProfileReport report = new OWL2DLProfile().checkOntology(ontology);
        System.out.println(ontology.getAxiomCount() + " axioms");
        for (OWLProfileViolation violation : report.getViolations()) {
            System.out.println("violation: " + violation.toString().replace('\n', ' '));
        }
    }
}
