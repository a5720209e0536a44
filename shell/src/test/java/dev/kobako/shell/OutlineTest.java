package dev.kobako.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OutlineTest {
  private static String outline(String text) throws ShellException {
    Outline outline = Script.parseBash(text).outline();
    return outline.elements().stream()
        .map(each ->
            "%s %s%s <%s>"
                .formatted(
                    each.joint(),
                    each.kind(),
                    each.background() ? "&" : "",
                    outline.text(each.at())))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void whatRunsOneBehindTheOtherIsCutWhereItIsWritten() throws ShellException {
    assertThat(outline("a -b 'c d' && X=1 e >f   # why\n g||  (h; i) |j;k & { l && m; } ;! n"))
        .isEqualTo(
            """
            NONE COMMAND <a -b 'c d'>
            AND COMMAND <X=1 e >f>
            NEXT COMMAND <g>
            OR PIPELINE <(h; i) |j>
            NEXT COMMAND& <k>
            BACKGROUND COMPOUND <{ l && m; }>
            NEXT PIPELINE <! n>\
            """);
  }

  @Test
  void compoundCommandsAreOneElementWithTheirRedirections() throws ShellException {
    assertThat(outline("{ a; b; }")).isEqualTo("NONE COMPOUND <{ a; b; }>");
    assertThat(outline("if a; then b; fi >c && ( d ) 2>&1 \nf() { g; }\nY=2"))
        .isEqualTo(
            """
            NONE COMPOUND <if a; then b; fi >c>
            AND SUBSHELL <( d ) 2>&1>
            NEXT FUNCTION <f() { g; }>
            NEXT ASSIGNMENT <Y=2>\
            """);
  }

  @Test
  void wordsKnowWhereTheyStandUnlessTheyAreInBackquotes() throws ShellException {
    Outline outline = Script.parseBash("a \"b $(c d)\" `e f` \\\n g\\ ").outline();
    assertThat(outline.elements().getFirst().invocations())
        .map(each -> each.words().stream().map(outline::text).toList())
        .containsExactly(
            List.of("a", "\"b $(c d)\"", "`e f`", "g\\ "), List.of("c", "d"), List.of("", ""));
  }

  @Test
  void whoReadsAHereDocumentIsTold() throws ShellException {
    assertThat(Script.parseBash("a <<E\nb\nE\nc").outline().elements())
        .extracting(Outline.Element::hasDocument)
        .containsExactly(true, false);
  }
}
