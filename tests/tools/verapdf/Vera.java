import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.LogManager;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;

/**
 * Validates many PDFs against several standards in one JVM, on all cores.
 *
 * <p>Usage: {@code Vera FLAVOUR[,FLAVOUR] PATH…}, e.g. {@code Vera 3a,ua1 out}. Exit status: 0 all pass, 1 some fail,
 * 2 nothing could be checked. veraPDF's own log is silenced unless VERA_LOG is set.
 */
public class Vera {
    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 2) {
            stop("usage: check FLAVOUR[,FLAVOUR] PATH…   (e.g. check 3a,ua1 out)");
        }
        if (System.getenv("VERA_LOG") == null) {
            LogManager.getLogManager().reset();
        }
        VeraGreenfieldFoundryProvider.initialise();
        List<PDFAFlavour> flavours = flavours(arguments[0]);
        List<Path> files = files(List.of(arguments).subList(1, arguments.length));
        System.exit(checkAll(files, flavours) ? 0 : 1);
    }

    /** Reads "3a,ua1"; a name that veraPDF does not know stops the run. */
    private static List<PDFAFlavour> flavours(String names) {
        List<PDFAFlavour> flavours = new ArrayList<>();
        for (String name : names.split(",")) {
            PDFAFlavour flavour = PDFAFlavour.fromString(name);
            if (flavour == PDFAFlavour.NO_FLAVOUR) {
                stop("unknown flavour " + name + "; known: " + PDFAFlavour.getFlavourIds());
            }
            flavours.add(flavour);
        }
        return flavours;
    }

    /** Replaces each folder by the PDFs below it; a path with nothing to check stops the run. */
    private static List<Path> files(List<String> paths) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String name : paths) {
            Path path = Path.of(name);
            List<Path> found = Files.isDirectory(path) ? pdfsBelow(path) : List.of(path);
            if (found.isEmpty() || !Files.exists(path)) {
                stop("no PDF here: " + name);
            }
            files.addAll(found);
        }
        return files;
    }

    private static List<Path> pdfsBelow(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(path -> path.toString().endsWith(".pdf") && Files.isRegularFile(path))
                    .sorted()
                    .collect(Collectors.toList());
        }
    }

    /** Checks the files side by side, and prints in their order; true if all pass. */
    private static boolean checkAll(List<Path> files, List<PDFAFlavour> flavours) throws Exception {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        ExecutorService workers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        List<Future<List<String>>> checks = new ArrayList<>();
        for (Path file : files) {
            checks.add(workers.submit(() -> faults(file, flavours)));
        }
        int failed = 0;
        for (int i = 0; i < checks.size(); i++) {
            List<String> faults = checks.get(i).get();
            failed += faults.isEmpty() ? 0 : 1;
            out.println((faults.isEmpty() ? "PASS " : "FAIL ") + files.get(i));
            faults.forEach(fault -> out.println("     " + fault));
        }
        workers.shutdown();
        out.println("verapdf: " + (files.size() - failed) + " passed, " + failed + " failed");
        out.flush();
        return failed == 0;
    }

    /** One line for each rule that the file breaks; none if it is valid. */
    private static List<String> faults(Path file, List<PDFAFlavour> flavours) {
        List<String> faults = new ArrayList<>();
        for (PDFAFlavour flavour : flavours) {
            try {
                faults.addAll(faults(file.toFile(), flavour));
            } catch (Exception | StackOverflowError error) {
                faults.add(flavour.getId() + " cannot be read: " + error);
            }
        }
        return faults;
    }

    private static List<String> faults(File file, PDFAFlavour flavour) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            List<String> faults = new ArrayList<>();
            for (Map.Entry<RuleId, Integer> broken : result.getFailedChecks().entrySet()) {
                Rule rule = result.getValidationProfile().getRuleByRuleId(broken.getKey());
                faults.add(flavour.getId() + " " + describe(broken.getKey(), rule, broken.getValue()));
            }
            Collections.sort(faults);
            // A verdict without a broken rule, or a pass of a file in which nothing was looked at, is no pass.
            if (faults.isEmpty() && (!result.isCompliant() || result.getTotalAssertions() == 0)) {
                faults.add(flavour.getId() + " not compliant (" + result.getTotalAssertions() + " checks made)");
            }
            return faults;
        }
    }

    private static String describe(RuleId id, Rule rule, int times) {
        String text = rule == null ? "" : rule.getDescription().replaceAll("\\s+", " ");
        return id.getSpecification().getId() + " " + id.getClause() + "-" + id.getTestNumber() + " ×" + times + ": " + text;
    }

    private static void stop(String message) {
        System.err.println("verapdf: " + message);
        System.exit(2);
    }
}
