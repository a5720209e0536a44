package dev.kobako.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Json;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class FindingFormatTest {
  private static final Rule SIZE = new Rule("max-size", "The files have at most so many bytes");
  private static final Rule SECRETS = new Rule("forbid-secrets", "No layer has a secret");
  private static final Rule OTHER = new Rule("max-waste", "At most so many bytes are wasted");

  private static final FindingReport REPORT =
      new FindingReport(
          "app:1",
          "0.1.0",
          List.of(SIZE, SECRETS, OTHER),
          List.of(
              new Finding(
                  "max-size",
                  Level.ERROR,
                  FindingPlace.of("app:1"),
                  "120 bytes, expected at most 100",
                  "see what could go: kobako explain app:1 --advice"),
              new Finding(
                  "forbid-secrets",
                  Level.WARNING,
                  new FindingPlace("Docker, file%", 3, 7),
                  "a \"private\" key\n::error::<&> 100% \u001b[2J'",
                  ""),
              new Finding(
                  "forbid-secrets", Level.NOTE, FindingPlace.of("\udc80x"), "half \ud800", "")));

  private static final FindingReport NONE =
      new FindingReport("app:1", "0.1.0", List.of(SIZE), List.of());

  @Test
  void textNamesPlaceFactRuleAndRemedy() {
    assertThat(FindingFormat.TEXT.write(REPORT))
        .isEqualTo(
            """
            app:1: 120 bytes, expected at most 100 [max-size]
            remedy: see what could go: kobako explain app:1 --advice
            Docker, file%:3:7: warning: a "private" key ::error::<&> 100% ' [forbid-secrets]
            \udc80x: note: half \ud800 [forbid-secrets]
            """);
  }

  @Test
  void githubCommandsCantBeLeftOrBegunByWhatTheySay() {
    assertThat(FindingFormat.GITHUB.write(REPORT))
        .isEqualTo(
            """
            ::error file=app%3A1,title=kobako max-size::120 bytes, expected at most 100. Remedy: see what could go: kobako explain app:1 --advice
            ::warning file=Docker%2C file%25,line=3,col=7,title=kobako forbid-secrets::a "private" key%0A::error::<&> 100%25 [2J'
            ::notice file=\ufffdx,title=kobako forbid-secrets::half \ufffd
            """);
    assertThat(FindingFormat.GITHUB.write(NONE)).isEmpty();
  }

  @Test
  void junitHasATestCaseForEachRuleAndFailsThoseThatFound() throws Exception {
    Document xml = xml(FindingFormat.JUNIT);
    Element suite = (Element) xml.getElementsByTagName("testsuite").item(0);
    assertThat(suite.getAttribute("tests")).isEqualTo("3");
    assertThat(suite.getAttribute("failures")).isEqualTo("2");
    assertThat(suite.getAttribute("name")).isEqualTo("app:1");
    assertThat(xml.getElementsByTagName("testcase").getLength()).isEqualTo(3);
    Element second = (Element) xml.getElementsByTagName("failure").item(1);
    assertThat(second.getAttribute("message"))
        .isEqualTo("Docker, file%:3:7: a \"private\" key\n::error::<&> 100% \ufffd[2J'");
    assertThat(xml.getElementsByTagName("system-out").item(0).getTextContent())
        .isEqualTo("\ufffdx: half \ufffd\n");
  }

  @Test
  void checkstyleHasAFileForEachPlace() throws Exception {
    Document xml = xml(FindingFormat.CHECKSTYLE);
    assertThat(xml.getElementsByTagName("file").getLength()).isEqualTo(3);
    Element error = (Element) xml.getElementsByTagName("error").item(1);
    assertThat(error.getAttribute("line")).isEqualTo("3");
    assertThat(error.getAttribute("column")).isEqualTo("7");
    assertThat(error.getAttribute("severity")).isEqualTo("warning");
    assertThat(error.getAttribute("source")).isEqualTo("kobako.forbid-secrets");
  }

  @Test
  void sarifHasWhatTheSpecificationRequires() {
    Object log = json(FindingFormat.SARIF);
    assertThat(at(log, "version")).isEqualTo("2.1.0");
    assertThat(at(log, "runs", 0, "tool", "driver", "name")).isEqualTo("kobako");
    List<?> results = (List<?>) at(log, "runs", 0, "results");
    assertThat(results).hasSize(3);
    for (Object result : results) {
      Object rule = at(log, "runs", 0, "tool", "driver", "rules", at(result, "ruleIndex"));
      assertThat(at(rule, "id")).isEqualTo(at(result, "ruleId"));
      assertThat(at(result, "level")).isIn("error", "warning", "note");
      assertThat((String) at(result, "message", "text")).isNotBlank();
      assertThat((String) at(result, "locations", 0, "physicalLocation", "artifactLocation", "uri"))
          .matches("([A-Za-z0-9._~/-]|%[0-9A-F]{2})+");
    }
    assertThat(at(results, 1, "locations", 0, "physicalLocation", "region"))
        .hasToString("{startLine=3, startColumn=7}");
  }

  @Test
  void codeClimateGivesEachFindingAFingerprintThatDoesNotKnowTheLine() {
    Finding one =
        new Finding("max-size", Level.ERROR, new FindingPlace("f", 1, 0), "too large", "");
    Finding moved =
        new Finding("max-size", Level.ERROR, new FindingPlace("f", 9, 0), "too large", "");
    Object alone =
        json(FindingFormat.CODECLIMATE, new FindingReport("f", "1", List.of(SIZE), List.of(one)));
    Object two =
        json(
            FindingFormat.CODECLIMATE,
            new FindingReport("f", "1", List.of(SIZE), List.of(moved, one)));
    Object fingerprint = at(alone, 0, "fingerprint");
    assertThat(at(two, 0, "fingerprint")).isEqualTo(fingerprint);
    assertThat(at(two, 1, "fingerprint")).isNotEqualTo(fingerprint);
    assertThat(at(two, 0, "location")).hasToString("{path=f, lines={begin=9}}");
  }

  @Test
  void jsonHasAllOfAFinding() {
    Object json = json(FindingFormat.JSON);
    assertThat(at(json, "rules")).hasToString("[max-size, forbid-secrets, max-waste]");
    assertThat(at(json, "findings", 0))
        .hasToString(
            "{rule=max-size, level=error, place=app:1, fact=120 bytes, expected at most 100,"
                + " remedy=see what could go: kobako explain app:1 --advice}");
  }

  @ParameterizedTest
  @EnumSource(FindingFormat.class)
  void noFormatLetsAnEscapeThrough(FindingFormat format) {
    assertThat(format.write(REPORT)).doesNotContain("\u001b");
    assertThat(FindingFormat.parse("--format", format.word())).isEqualTo(format);
  }

  @Test
  void anUnknownFormatIsToldWithTheNearestOne() {
    assertThatThrownBy(() -> FindingFormat.parse("--format", "sarfi"))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            """
            --format: 'sarfi', expected one of text, json, sarif, junit, checkstyle, codeclimate, github
            remedy: did you mean 'sarif'?\
            """);
    assertThatThrownBy(() -> FindingFormat.parse("--format", "\u001b[31mxml\u0007"))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            """
            --format: 'xml', expected one of text, json, sarif, junit, checkstyle, codeclimate, github
            remedy: write one of them\
            """);
  }

  private static Document xml(FindingFormat format) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(format.write(REPORT).getBytes(StandardCharsets.UTF_8)));
  }

  /** What is in JSON at members and items. */
  private static Object at(Object json, Object... path) {
    Object there = json;
    for (Object step : path) {
      there =
          there instanceof List<?> list
              ? list.get(((Number) step).intValue())
              : Objects.requireNonNull(((Map<?, ?>) there).get(step), "no " + step);
    }
    return there;
  }

  private static Object json(FindingFormat format) {
    return json(format, REPORT);
  }

  private static Object json(FindingFormat format, FindingReport report) {
    return Json.any("test", format.write(report).getBytes(StandardCharsets.UTF_8));
  }
}
