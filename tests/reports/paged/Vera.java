// Every machine-checkable rule of PDF/UA-1, by veraPDF: one line a file, one more for each rule that failed.

import java.io.File;
import java.io.FileInputStream;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

public class Vera {
    static String text(Element element, String name) {
        NodeList inside = element.getElementsByTagName(name);
        return inside.getLength() == 0 ? "" : inside.item(0).getTextContent();
    }

    static ValidationProfile profile() throws Exception {
        Document read = DocumentBuilderFactory.newInstance().newDocumentBuilder()
            .parse(Vera.class.getResourceAsStream("/org/verapdf/pdfa/validation/PDFUA-1.xml"));
        Set<Rule> rules = new LinkedHashSet<>();
        NodeList nodes = read.getElementsByTagName("rule");
        for (int place = 0; place < nodes.getLength(); place++) {
            Element rule = (Element) nodes.item(place);
            Element id = (Element) rule.getElementsByTagName("id").item(0);
            rules.add(Profiles.ruleFromValues(
                Profiles.ruleIdFromValues(PDFAFlavour.Specification.ISO_14289_1, id.getAttribute("clause"),
                    Integer.parseInt(id.getAttribute("testNumber"))),
                rule.getAttribute("object"),
                rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null,
                rule.getAttribute("tags"), text(rule, "description"), text(rule, "test"),
                Profiles.errorFromValues(text(rule, "message"), Collections.emptyList()), Collections.emptyList()));
        }
        Set<Variable> variables = new LinkedHashSet<>();
        nodes = read.getElementsByTagName("variable");
        for (int place = 0; place < nodes.getLength(); place++) {
            Element variable = (Element) nodes.item(place);
            variables.add(Profiles.variableFromValues(variable.getAttribute("name"), variable.getAttribute("object"),
                text(variable, "defaultValue"), text(variable, "value")));
        }
        return Profiles.profileFromValues(PDFAFlavour.PDFUA_1,
            Profiles.profileDetailsFromValues("PDF/UA-1", "", "veraPDF", new Date()), "", rules, variables);
    }

    public static void main(String[] names) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        ValidationProfile profile = profile();
        for (String name : names) {
            try (PDFAParser parser =
                     Foundries.defaultInstance().createParser(new FileInputStream(name), PDFAFlavour.PDFUA_1)) {
                ValidationResult result = Foundries.defaultInstance()
                    .createValidator(profile, 1000000, false, false, false).validate(parser);
                TreeMap<String, String> failed = new TreeMap<>();
                for (TestAssertion assertion : result.getTestAssertions()) {
                    if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                        failed.putIfAbsent(
                            assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber(),
                            assertion.getMessage() + " @ " + assertion.getLocation().getContext());
                    }
                }
                System.out.println("FILE\t" + new File(name).getName() + "\t" + profile.getRules().size() + "\t"
                    + result.getTotalAssertions() + "\t" + result.isCompliant());
                failed.forEach((rule, words) -> System.out.println("RULE\t" + rule + "\t" + words.replace('\n', ' ')));
            }
        }
    }
}
