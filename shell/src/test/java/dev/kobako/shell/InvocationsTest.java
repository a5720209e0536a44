package dev.kobako.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvocationsTest {
  private static List<String> found(String script) throws ShellException {
    return Script.parseBash(script).invocations().found().stream()
        .map(each -> each.line() + " " + each.name() + " " + each.arguments())
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "a 'b c' \"d$e\"                ; 1 a [b c, d${e}]",
        "A=1 a                          ; 1 a []",
        "[[ -f a && b =~ ^(c)$ ]]       ; ''",
        "(( a++ ))                      ; ''",
        "a <<< b &> c                   ; 1 a []",
        "a=(1 2) b                      ; 1 b []",
        "declare -a a=(1 2)             ; 1 declare [-a, 12]",
        "a ${b//c/d} ${!e} ${f[@]}      ; 1 a [${b//c/d}, ${!e}, ${f[@]}]",
        "a $'b\\'c'                     ; 1 a [b\\'c]",
        "command -v a                   ; 1 command [-v, a]",
        "command a b                    ; 1 a [a, b]",
        "$a b                           ; ''",
        "time a                         ; 1 a []",
        "function f { a b }             ; 1 a [b, }]",
      })
  void readsWhatOnlyBashHas(String script, String expected) throws ShellException {
    if (script.startsWith("function")) {
      assertThatThrownBy(() -> found(script)).isInstanceOf(ShellException.class);
    } else {
      assertThat(String.join(", ", found(script))).isEqualTo(expected);
    }
  }

  @Test
  void findsCommandsInAllThatNestsThem() throws ShellException {
    assertThat(
            found(
                """
                if a; then b; else c; fi
                for ((i = 0; i < 3; i++)); do d "$(e)"; done
                case f in g) h ;; esac
                function i { j <(k) | l >(m); }
                (n) && { o; } || p & q
                """))
        .containsExactly(
            "1 a []",
            "1 b []",
            "1 c []",
            "2 d [${e}]",
            "2 e []",
            "3 h []",
            "4 j [${k}]",
            "4 k []",
            "4 l [${m}]",
            "4 m []",
            "5 n []",
            "5 o []",
            "5 p []",
            "5 q []");
  }

  @Test
  void endsWhereTheTextEndsWithAHereDocument() throws ShellException {
    assertThatThrownBy(() -> found("cat <<E ; case x in\nb\nE"))
        .isInstanceOf(ShellException.class)
        .hasMessageContaining("the end, expected");
    assertThat(found("a \\")).containsExactly("1 a [\\]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"${x:-", "$((", "$(", "if a; then b; elif ", "f() { ", "( "})
  void refusesWhatIsNestedDeeperThanAnybodyWrites(String opening) {
    assertThatThrownBy(() -> found("a " + opening.repeat(20_000)))
        .isInstanceOf(ShellException.class);
    assertThatThrownBy(() -> found(opening.repeat(20_000))).isInstanceOf(ShellException.class);
  }

  @Test
  @Timeout(20)
  void readsAsManyCommandsAsALineHasRoomFor() throws ShellException {
    assertThat(found("a&&".repeat(100_000) + "b")).hasSize(100_001).last().isEqualTo("1 b []");
  }

  @Test
  void readsBranchesThatGoOnIntoTheNextOne() throws ShellException {
    assertThat(found("case a in b) c ;& d) e;;& *) f;; esac"))
        .containsExactly("1 c []", "1 e []", "1 f []");
  }

  @Test
  void tellsWhetherThereIsAPipe() throws ShellException {
    assertThat(Script.parseBash("a | b").invocations().hasPipe()).isTrue();
    assertThat(Script.parseBash("f() { a |& b; }").invocations().hasPipe()).isTrue();
    assertThat(Script.parseBash("a || b 'c | d'").invocations().hasPipe()).isFalse();
  }

  @Test
  void whatOnlyBashHasIsStillRefusedInAScriptOfSh() {
    assertThatThrownBy(() -> Script.parse("a <(b)"))
        .isInstanceOf(ShellException.class)
        .hasMessage("line 1: '(', expected the target of '<'");
  }
}
