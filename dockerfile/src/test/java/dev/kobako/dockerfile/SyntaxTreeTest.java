package dev.kobako.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.kobako.diagnostic.KobakoException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyntaxTreeTest {
  @Test
  void namesAndValuesOfEnvAreGroupsOfThree() {
    assertSexp("ENV a b c", "(env \"a\" \"b c\" \"\")");
    assertSexp("ENV a=b c=d", "(env \"a\" \"b\" \"=\" \"c\" \"d\" \"=\")");
    assertSexp("ENV a= b=\"x=y z\"", "(env \"a\" \"\" \"=\" \"b\" \"\\\"x=y z\\\"\" \"=\")");
    assertSexp("ENV =b", "(env \"\" \"b\" \"=\")");
    assertSexp("LABEL a=b\\ c d='e f'", "(label \"a\" \"b\\\\ c\" \"=\" \"d\" \"'e f'\" \"=\")");
    assertSexp("ENV a   =b", "(env \"a\" \"=b\" \"\")");
    assertSexp("ENV", "(env)");
  }

  @Test
  void wordsOfArgKeepTheirQuotes() {
    assertSexp("ARG a b=\"c d\" e='f'", "(arg \"a\" \"b=\\\"c d\\\"\" \"e='f'\")");
    assertSexp("ARG a=\"", "(arg \"a=\\\"\")");
  }

  @Test
  void flagsLoseQuotesAndEscapes() {
    assertSexp(
        "COPY --from=a --chown=\"b c\" x y", "(copy [\"--from=a\" \"--chown=b c\"] \"x\" \"y\")");
    assertSexp("RUN --a=b\\ c \\\n  --d ls", "(run [\"--a=b c\" \"--d\"] \"ls\")");
    assertSexp("RUN -- --a ls", "(run \"--a ls\")");
    assertSexp("RUN --a -- --b", "(run [\"--a\"] \"--b\")");
    assertSexp("RUN -x --a", "(run \"-x --a\")");
    assertSexp("CMD --a='", "(cmd [\"--a=\"])");
    assertSexp("COPY --from=ä x y", "(copy [\"--from=ä\"] \"x\" \"y\")");
    assertSexp("HEALTHCHECK --a=1 CMD x y", "(healthcheck [\"--a=1\"] \"CMD\" \"x y\")");
  }

  @Test
  void arraysOfStringsAreJsonAndAllElseIsText() {
    assertSexp("CMD [\"a\", \"b c\"]", "(cmd \"a\" \"b c\")");
    assertSexp("CMD  [ ]", "(cmd)");
    assertSexp("CMD [\"\\u0041\\n\\/\\ud800\\ud83d\\ude00\"]", "(cmd \"A\\n/�😀\")");
    assertSexp("CMD ['a']", "(cmd \"['a']\")");
    assertSexp("CMD [\"a\",]", "(cmd \"[\\\"a\\\",]\")");
    assertSexp("CMD [\"a\"] b", "(cmd \"[\\\"a\\\"] b\")");
    assertSexp("CMD [\"a\" \"b\"]", "(cmd \"[\\\"a\\\" \\\"b\\\"]\")");
    assertSexp("CMD [\"\\x\"]", "(cmd \"[\\\"\\\\x\\\"]\")");
    assertSexp("CMD [\"a\tb\"]", "(cmd \"[\\\"a\\tb\\\"]\")");
    assertSexp("CMD [01]", "(cmd \"[01]\")");
    assertSexp("CMD [-f x]", "(cmd \"[-f x]\")");
    assertSexp("CMD \"[\\\"a\\\"]\"", "(cmd \"\\\"[\\\\\\\"a\\\\\\\"]\\\"\")");
    assertSexp("VOLUME [\"/a b\",\"c\"]", "(volume \"/a b\" \"c\")");
    assertSexp("VOLUME [\"/a\"", "(volume \"[\\\"/a\\\"\")");
    assertSexp("SHELL [\"a\", \\\n  \"b\"]", "(shell \"a\" \"b\")");
    assertSexp("HEALTHCHECK CMD [\"a\"]", "(healthcheck \"CMD\" \"a\")");
    assertSexp("HEALTHCHECK   NONE  ", "(healthcheck \"NONE\")");
  }

  @Test
  void otherValuesInArraysAreRefused() {
    for (String array : List.of("1", "null", "true", "[\"b\"]", "{\"b\": [1, {}]}", "-1.5e+3")) {
      assertThatThrownBy(() -> parse("RUN [\"a\", " + array + "]"))
          .isInstanceOf(KobakoException.class)
          .hasMessage(
              """
              Dockerfile:1: a JSON array of arguments holds strings only, and here is something else
                1 | RUN ["a", %s]
                  |           %s
              remedy: put it in double quotes\
              """
                  .formatted(array, "^".repeat(array.length())));
    }
    assertThat(
            parse("RUN " + "[".repeat(10_001) + "]".repeat(10_001)).statements().getFirst().json())
        .isFalse();
  }

  @Test
  void keywordsAreOfAnyCaseAndUnknownOnesAreKept() {
    assertSexp("fRoM a", "(from \"a\")");
    assertSexp("bogus a b", "(bogus \"\")");
    assertSexp("RUN", "(run)");
    assertSexp("RUN\u000becho\fa", "(run \"echo\\fa\")");
    assertSexp("EXPOSE 80\t 81  82/udp ", "(expose \"80\" \"81\" \"82/udp\")");
    assertSexp("MAINTAINER  a  <b> ", "(maintainer \"a  <b>\")");
    assertSexp("USER a b", "(user \"a b\")");
    assertSexp("WORKDIR /a b\u00a0", "(workdir \"/a b\")");
  }

  @Test
  void triggersAreNested() {
    assertSexp("ONBUILD run ls -l", "(onbuild (run \"ls -l\"))");
    assertSexp(
        "ONBUILD COPY --from=a [\"b\", \"c\"]", "(onbuild (copy [\"--from=a\"] \"b\" \"c\"))");
    assertSexp("ONBUILD ONBUILD ENV a=b", "(onbuild (onbuild (env \"a\" \"b\" \"=\")))");
    assertSexp("ONBUILD", "(onbuild)");
    assertSexp("ONBUILD RUN <<E cat\na\nE", "(onbuild (run \"<<E cat\") \"a\\n\")");
    assertThatThrownBy(() -> parse("ONBUILD ".repeat(100_000) + "RUN x"))
        .isInstanceOf(KobakoException.class)
        .hasMessageContaining("Dockerfile:1: ONBUILD is nested too deeply");
  }

  @Test
  void linesAreContinuedAtTheirEscapeCharacter() {
    assertSexp("RUN a \\\n  b", "(run \"a   b\")");
    assertSexp("RUN a \\  \t\nb", "(run \"a b\")");
    assertSexp("RUN a\\\r\nb\r\n", "(run \"ab\")");
    assertSexp("RUN a \\\n# c\n   # d \\\n\n \t\nb", "(run \"a b\")");
    assertSexp("RUN a \\\n\\\n  \\\nb", "(run \"a   b\")");
    assertSexp("RUN a \\\\\nRUN b", "(run \"a \\\\\\\\\")", "(run \"b\")");
    assertSexp("RUN a \\\n\n# c\n", "(run \"a\")");
    assertSexp("\\\nRUN a", "(run \"a\")");
    assertSexp("RUN a \\ b\nRUN c", "(run \"a \\\\ b\")", "(run \"c\")");
    assertSexp("# c \\\nRUN a", "(run \"a\")");
    assertSexp("\\\n", "(\"\")");
  }

  @Test
  void theEscapeDirectiveDecidesWhatContinues() {
    assertSexp("# escape=`\nRUN a `\n  b\\\nRUN c", "(run \"a   b\\\\\")", "(run \"c\")");
    assertSexp("#  EsCaPe  =  `  \nCOPY c:\\a\\ d:\\\n", "(copy \"c:\\\\a\\\\\" \"d:\\\\\")");
    assertSexp("# escape=`\nENV a=b` c", "(env \"a\" \"b` c\" \"=\")");
    assertSexp("# c\n# escape=`\nRUN a \\\nb", "(run \"a b\")");
    assertSexp("\n# escape=`\nRUN a \\\nb", "(run \"a b\")");
    assertSexp("# other=x\n# escape=`\nRUN a \\\nb", "(run \"a b\")");
    assertSexp("\ufeff# escape=`\nRUN a `\nb", "(run \"a b\")");
  }

  @Test
  void directivesAreKnownAtTheTopOnly() {
    SyntaxTree tree =
        parse("#syntax = a/b:1 # x \r\n # CHECK=skip=all;error=true\n# Escape = `\n# d\nFROM a");
    assertThat(tree.escape()).isEqualTo('`');
    assertThat(tree.directives())
        .extracting(Directive::name, Directive::value)
        .containsExactly(
            tuple("syntax", "a/b:1 # x"),
            tuple("check", "skip=all;error=true"),
            tuple("escape", "`"));
    assertThat(tree.statements().getFirst().comments()).containsExactly("d");
    assertThat(parse("# syntax=\nFROM a").directives()).isEmpty();
    assertThat(parse("# syntax\nFROM a").directives()).isEmpty();
  }

  @Test
  void aDirectiveIsThereOnceAndHasAKnownValue() {
    assertThatThrownBy(() -> parse("# escape=`\n# syntax=a\n# ESCAPE=`\nFROM a"))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            """
            Dockerfile:3: the directive escape is there twice, and once is allowed
              3 | # ESCAPE=`
                | ^^^^^^^^^^
            remedy: remove one of them\
            """);
    assertThatThrownBy(() -> parse("# escape=\u001b[2J\nFROM a"))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            """
            Dockerfile:1: the escape character is "␛[2J"; it can be \\ or `
              1 | # escape=␛[2J
                | ^^^^^^^^^^^^^
            remedy: write # escape=\\ or # escape=`\
            """);
  }

  @Test
  void optionsOfCheckAreKnownOnes() {
    assertThat(parse("# check=skip=all;error=true\nFROM a").directives()).hasSize(1);
    assertThat(parse("# check= experimental = A, B ; error = F\nFROM a").directives()).hasSize(1);
    assertThatThrownBy(() -> parse("# check=skip=all;error=yes\nFROM a"))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            """
            Dockerfile:1: "error=yes" is no option of check
              1 | # check=skip=all;error=yes
                | ^^^^^^^^^^^^^^^^^^^^^^^^^^
            remedy: write skip=RULE,RULE or skip=all, and after a semicolon error=true\
            """);
    assertThatThrownBy(() -> parse("# check=error\nFROM a")).isInstanceOf(KobakoException.class);
    assertThatThrownBy(() -> parse("# check=foo=bar\nFROM a")).isInstanceOf(KobakoException.class);
  }

  @Test
  void commentsBelongToTheNextInstruction() {
    List<Statement> statements =
        parse("# a\n#\n# b\n\n#  c \nFROM x\n# d\nRUN a \\\n# e\nb\nRUN c").statements();
    assertThat(statements.get(0).comments()).containsExactly("b", "c");
    assertThat(statements.get(1).comments()).containsExactly("d");
    assertThat(statements.get(2).comments()).isEmpty();
  }

  @Test
  void spansFollowArgumentsThroughContinuations() {
    SyntaxTree tree = parse("FROM a\nCOPY --from=x \\\n  # c\n  one \\\n  t\\\nwo [\nENV a=b\n");
    SourceText source = tree.source();
    Statement copy = tree.statements().get(1);
    assertThat(source.text(copy.span()))
        .isEqualTo("COPY --from=x \\\n  # c\n  one \\\n  t\\\nwo [");
    assertThat(copy.flagSpans()).extracting(source::text).containsExactly("--from=x");
    assertThat(copy.arguments()).containsExactly("one", "two", "[");
    assertThat(copy.argumentSpans())
        .extracting(source::text)
        .containsExactly("one", "t\\\nwo", "[");
    assertThat(copy.original()).isEqualTo("COPY --from=x   one   two [");
    assertThat(tree.statements().get(2).argumentSpans())
        .extracting(source::text)
        .containsExactly("a", "b", "=");
  }

  @Test
  void pairsWithoutValuesAreRefused() {
    assertThatThrownBy(() -> parse("FROM a\nLABEL x=y \\\n  z"))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            """
            Dockerfile:3: "z" has no =; after a first name=value all of LABEL are of that form
              3 |   z
                |   ^
            remedy: write it as name=value, or put a value with blanks in quotes\
            """);
    assertThatThrownBy(() -> parse("ENV a"))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            """
            Dockerfile:1: ENV has the name "a" and no value
              1 | ENV a
                |     ^
            remedy: write ENV a=value\
            """);
  }

  @Test
  void stringsAreQuotedAsGoDoesIt() {
    assertSexp(
        "RUN \u0001\u0007\b\u001b\u007f\u0085x\u00ad\ufeff\u2028y\ue000",
        "(run \"\\x01\\a\\b\\x1b\\x7f\\u0085x\\u00ad\\ufeff\\u2028y\\ue000\")");
    assertSexp("RUN ä漢😀\udbff\udffd", "(run \"ä漢😀\\U0010fffd\")");
  }

  private static void assertSexp(String text, String... lines) {
    assertThat(parse(text).sexp()).isEqualTo(String.join("\n", lines) + "\n");
  }

  private static SyntaxTree parse(String text) {
    return SyntaxTree.parse(new SourceText("Dockerfile", text));
  }
}
