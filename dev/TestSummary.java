import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;

/** Prints each skipped test with its reason, and one closing line for all modules. */
final class TestSummary {
  public static void main(String[] args) throws Exception {
    int passed = 0;
    int failed = 0;
    List<String> skipped = new ArrayList<>();
    for (Path report : reports(Path.of(args[0]))) {
      var cases =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(report.toFile())
              .getElementsByTagName("testcase");
      for (int i = 0; i < cases.getLength(); i++) {
        Element test = (Element) cases.item(i);
        var skip = test.getElementsByTagName("skipped");
        if (skip.getLength() > 0) {
          String why = why((Element) skip.item(0));
          skipped.add(
              "skipped: %s.%s: %s"
                  .formatted(
                      test.getAttribute("classname"),
                      test.getAttribute("name"),
                      why.isEmpty() ? "no reason given" : why));
        } else if (test.getElementsByTagName("failure").getLength() > 0
            || test.getElementsByTagName("error").getLength() > 0) {
          failed++;
        } else {
          passed++;
        }
      }
    }
    skipped.stream().sorted().forEach(System.out::println);
    System.out.printf("%d passed, %d failed, %d skipped%n", passed, failed, skipped.size());
    System.exit(failed > 0 || passed == 0 ? 1 : 0);
  }

  /** The reason stands in an attribute, or in the first line of the exception. */
  private static String why(Element skip) {
    String message = skip.getAttribute("message");
    String text = message.isEmpty() ? skip.getTextContent().strip() : message;
    String first = text.lines().findFirst().orElse("");
    return first.replaceFirst("^[\\w.]+Exception: ", "").replaceFirst("^Assumption failed: ", "");
  }

  private static List<Path> reports(Path home) throws IOException {
    List<Path> reports = new ArrayList<>();
    try (DirectoryStream<Path> modules = Files.newDirectoryStream(home)) {
      for (Path module : modules) {
        Path folder = module.resolve("target/surefire-reports");
        if (Files.isDirectory(folder)) {
          try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "TEST-*.xml")) {
            files.forEach(reports::add);
          }
        }
      }
    }
    reports.sort(null);
    return reports;
  }
}
