package dev.kobako.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FieldsTest {
  private static final List<String> KNOWN = List.of("base", "packages", "users", "environment");

  private static Fields fields(String text) {
    return Fields.of(Yaml.read("f.yaml", text.getBytes(UTF_8)).orElseThrow(), KNOWN);
  }

  @Test
  void valuesAreReadByTheirKind() {
    Fields fields =
        fields(
            """
            base: 12.10
            packages: [a, ""]
            environment: {B: '2', A: no}
            users: [{name: app, uid: 1000}]
            """);
    assertThat(fields.requiredText("base", "a base").text()).isEqualTo("12.10");
    assertThat(fields.texts("packages")).extracting(FieldText::text).containsExactly("a", "");
    assertThat(fields.pairs("environment").toString())
        .isEqualTo(
            "{environment at f.yaml:3:15=environment.B at f.yaml:3:18,"
                + " environment at f.yaml:3:23=environment.A at f.yaml:3:26}");
    Fields user = fields.list("users", List.of("name", "uid")).getFirst();
    assertThat(user.requiredText("uid", "a number").number(2000)).isEqualTo(1000);
    assertThat(user.has("name")).isTrue();
    assertThat(user.place()).isEqualTo(new Place("f.yaml", 4, 9));
    assertThat(fields("base: x").texts("packages")).isEmpty();
    assertThat(fields("base: x").pairs("environment")).isEmpty();
    assertThat(fields("base: x").list("users", List.of())).isEmpty();
    assertThat(fields("base: x").fields("users", List.of())).isEmpty();
  }

  @Test
  void unknownFieldIsRefusedWithTheNearestOne() {
    assertThat(Thrown.by(() -> fields("base: x\npackges: []\n")))
        .isEqualTo(
            """
            FINDING
            f.yaml:2:1: 'packges' is no field, expected base, packages, users, environment
            remedy: did you mean 'packages'?\
            """);
    assertThat(Thrown.by(() -> fields("base: x\nelephant: []\n")))
        .isEqualTo(
            """
            FINDING
            f.yaml:2:1: 'elephant' is no field, expected base, packages, users, environment
            remedy: remove it\
            """);
    assertThat(Thrown.by(() -> fields("users: [{nam: x}]").list("users", List.of("name", "uid"))))
        .isEqualTo(
            """
            FINDING
            f.yaml:1:10: 'nam' is no field of users, expected name, uid
            remedy: did you mean 'name'?\
            """);
  }

  @Test
  void missingFieldIsNamed() {
    assertThat(Thrown.by(() -> fields("\nusers: []").requiredText("base", "debian:SUITE")))
        .isEqualTo(
            """
            FINDING
            f.yaml:2:1: no field 'base', expected debian:SUITE
            remedy: add base: …\
            """);
  }

  @Test
  void wrongKindsSayWhatIsThereAndWhatIsExpected() {
    assertThat(Thrown.by(() -> fields("- a\n")))
        .isEqualTo(
            """
            FINDING
            f.yaml:1:1: a list, expected a mapping with base, packages, users, environment
            remedy: write fields as NAME: VALUE, each on a line\
            """);
    assertThat(Thrown.by(() -> fields("packages: libc6").texts("packages")))
        .isEqualTo(
            """
            FINDING
            f.yaml:1:11: packages: the text 'libc6', expected a list of texts
            remedy: write packages: […]\
            """);
    assertThat(Thrown.by(() -> fields("packages:\n").texts("packages")))
        .isEqualTo(
            """
            FINDING
            f.yaml:1:10: packages: nothing, expected a list of texts
            remedy: see what the field takes, or leave it out\
            """);
    assertThat(Thrown.by(() -> fields("packages: [[a]]").texts("packages")))
        .isEqualTo(
            """
            FINDING
            f.yaml:1:12: packages: a list, expected a text
            remedy: write one text\
            """);
    assertThat(Thrown.by(() -> fields("environment: {A: }").pairs("environment")))
        .isEqualTo(
            """
            FINDING
            f.yaml:1:17: environment.A: nothing, expected a text
            remedy: leave it out, or write "" for an empty one\
            """);
    assertThat(Thrown.by(() -> fields("environment: x").pairs("environment")))
        .isEqualTo(
            """
            FINDING
            f.yaml:1:14: environment: the text 'x', expected a mapping of names to texts
            remedy: write environment: {…}\
            """);
    assertThat(Thrown.by(() -> fields("users: x").fields("users", List.of("name"))))
        .isEqualTo(
            """
            FINDING
            f.yaml:1:8: users: the text 'x', expected a mapping with name
            remedy: write fields as NAME: VALUE, each on a line\
            """);
  }

  @Test
  void textsAreReadAsWhatTheFieldTakes() {
    FieldText yes = fields("base: yes").requiredText("base", "");
    assertThat(Thrown.by(yes::flag))
        .isEqualTo(
            """
            FINDING
            f.yaml:1:7: base: 'yes', expected true or false
            remedy: write one of them, without quotes\
            """);
    assertThat(fields("base: true").requiredText("base", "").flag()).isTrue();
    assertThat(fields("base: false").requiredText("base", "").flag()).isFalse();
    for (String wrong : List.of("-1", "100", "0x10", "99999999999999999999", "١")) {
      FieldText text = fields("base: " + wrong).requiredText("base", "");
      assertThat(Thrown.by(() -> text.number(99)))
          .isEqualTo(
              """
              FINDING
              f.yaml:1:7: base: '%s', expected a whole number
              remedy: write one from 0 to 99\
              """
                  .formatted(wrong));
    }
    FieldText kind = fields("base: fulll").requiredText("base", "");
    assertThat(Thrown.by(() -> kind.oneOf(List.of("full", "distroless"))))
        .isEqualTo(
            """
            FINDING
            f.yaml:1:7: base: 'fulll', expected full or distroless
            remedy: did you mean 'full'?\
            """);
    FieldText far = fields("base: x").requiredText("base", "");
    assertThat(Thrown.by(() -> far.oneOf(List.of("full", "distroless"))))
        .isEqualTo(
            """
            FINDING
            f.yaml:1:7: base: 'x', expected full or distroless
            remedy: write full or distroless\
            """);
  }

  @Test
  void shownTextIsOneShortLineWithoutSecrets() {
    assertThat(Quoted.of("a\nb\u001b[31m\u202e")).isEqualTo("'a\\u000ab\\u001b[31m\\u202e'");
    assertThat(Quoted.of("x".repeat(500))).isEqualTo("'" + "x".repeat(120) + "…'");
    assertThat(Quoted.of("deb http://me:p/w@d@host/x bookworm https://k@h/ y//"))
        .isEqualTo("'deb http://…@host/x bookworm https://…@h/ y//'");
    assertThat(Quoted.of("me@host //host/a")).isEqualTo("'me@host //host/a'");
  }
}
