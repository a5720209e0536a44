package dev.kobako.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeredocTest {
  @Test
  void linesUpToTheNameAreItsContent() {
    assertThat(heredocs("RUN <<EOF\n a # b \\\n\n$c\nEOF \nEOF\nRUN x"))
        .containsExactly(new Heredoc("EOF", " a # b \\\n\n$c\nEOF \n", true, false, 0));
    assertThat(heredocs("RUN cat <<EOF > /x\nEOF"))
        .containsExactly(new Heredoc("EOF", "", true, false, 0));
    assertThat(heredocs("COPY <<a <<b /x/\n1\na\n2\nb\n"))
        .containsExactly(
            new Heredoc("a", "1\n", true, false, 0), new Heredoc("b", "2\n", true, false, 0));
    assertThat(heredocs("ADD <<a \\\n  /x\r\n1\r\na\r\n"))
        .containsExactly(new Heredoc("a", "1\r\n", true, false, 0));
  }

  @Test
  void hyphenTakesLeadingTabsAway() {
    Heredoc heredoc = heredocs("RUN <<-EOF\n\t\ta\tb\n  \tc\n\t\n\tEOF\n").getFirst();
    assertThat(heredoc.chomp()).isTrue();
    assertThat(heredoc.written()).isEqualTo("\t\ta\tb\n  \tc\n\t\n");
    assertThat(heredoc.content()).isEqualTo("a\tb\n  \tc\n\n");
    assertThat(heredocs("RUN <<E\n\ta\nE").getFirst().content()).isEqualTo("\ta\n");
  }

  @Test
  void aQuotedNameKeepsVariables() {
    assertThat(announced("RUN <<\"E F\" x")).containsExactly("E F as it is");
    assertThat(announced("RUN <<'EOF'")).containsExactly("EOF as it is");
    assertThat(announced("RUN <<E\"O\"F")).containsExactly("EOF as it is");
    assertThat(announced("RUN <<\\EOF")).containsExactly("EOF");
    assertThat(announced("RUN <<E\\\"F")).containsExactly("E\"F");
    assertThat(announced("RUN <<E\\ F")).containsExactly("E F");
    assertThat(announced("RUN <<$X <<${Y}z")).containsExactly("$X", "${Y}z");
  }

  @Test
  void aDescriptorAndBlanksMayStandAround() {
    assertThat(heredocs("RUN 3<<EOF\nEOF").getFirst().descriptor()).isEqualTo(3);
    assertThat(heredocs("RUN 99999999999<<EOF\nEOF").getFirst().descriptor())
        .isEqualTo(Integer.MAX_VALUE);
    assertThat(announced("RUN << \t EOF")).containsExactly("EOF");
    assertThat(announced("RUN cat<<EOF")).isEmpty();
    assertThat(announced("RUN cat <<EOF|sh")).containsExactly("EOF|sh");
  }

  @Test
  void whatOnlyLooksLikeOneIsNone() {
    for (String line :
        List.of(
            "RUN cat <<<EOF",
            "RUN <<- EOF",
            "RUN <<''",
            "RUN echo '<<EOF'",
            "RUN echo \"<<EOF\"",
            "RUN echo \\<<EOF",
            "RUN it's <<EOF",
            "RUN \"a <<EOF",
            "RUN ${a[0]} <<EOF",
            "RUN ${} <<EOF",
            "RUN ${a:-b <<EOF",
            "RUN [\"cat\", \"<<EOF\"]",
            "COPY [\"<<EOF\", \"/x\"]",
            "CMD <<EOF",
            "ENV a=<<EOF",
            "ONBUILD CMD <<EOF",
            "ONBUILD ONBUILD RUN <<EOF")) {
      assertThat(announced(line)).as(line).isEmpty();
    }
  }

  @Test
  void substitutionsStandBesideIt() {
    assertThat(announced("RUN echo ${a:-b} ${c%%x*} ${d//e/f} $1 $$ $( <<EOF"))
        .containsExactly("EOF");
    assertThat(announced("RUN echo \"${a:-\"<<X\"}\" \"\\\"\" <<EOF")).containsExactly("EOF");
    assertThat(announced("RUN " + "${a:-".repeat(100) + "}".repeat(100) + " <<EOF"))
        .containsExactly("EOF");
    assertThat(announced("RUN " + "${a:-".repeat(10_000) + "}".repeat(10_000) + " <<EOF"))
        .isEmpty();
  }

  @Test
  void oneWithoutAnEndIsRefused() {
    assertThatThrownBy(() -> parse("FROM a\nRUN cat \\\n  <<EOF\nx\n  EOF\n"))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            """
            Dockerfile:2: the here-document EOF has no end: no line after it is just EOF \
            (line 5 has blanks around it)
              2 | RUN cat \\
                | ^^^^^^^^^
              3 |   <<EOF
                |   ^^^^^
            remedy: end it with a line EOF, without blanks around it\
            """);
    assertThatThrownBy(() -> parse("COPY <<-EOF /x\nEO"))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            """
            Dockerfile:1: the here-document EOF has no end: no line after it is just EOF
              1 | COPY <<-EOF /x
                | ^^^^^^^^^^^^^^
            remedy: end it with a line EOF, with nothing but tabs before it\
            """);
  }

  /** The names of what a line announces, ended one after the other. */
  private static List<String> announced(String line) {
    StringBuilder text = new StringBuilder(line).append('\n');
    for (HeredocOpening opening : HeredocOpening.allOf(line)) {
      text.append(opening.name()).append('\n');
    }
    return heredocs(text.toString()).stream()
        .map(heredoc -> heredoc.name() + (heredoc.expand() ? "" : " as it is"))
        .toList();
  }

  private static List<Heredoc> heredocs(String text) {
    return parse(text).statements().getFirst().heredocs();
  }

  private static SyntaxTree parse(String text) {
    return SyntaxTree.parse(new SourceText("Dockerfile", text));
  }
}
