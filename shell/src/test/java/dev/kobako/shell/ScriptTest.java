package dev.kobako.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class ScriptTest {
  /** Has the file /there and the folder /lib with two names, and notes calls of "say". */
  private static final class Listener implements World {
    final List<String> said = new ArrayList<>();

    @Override
    public FileKind kind(String path, boolean follow) {
      return switch (path) {
        case "/there" -> FileKind.FILE;
        case "/lib" -> FileKind.DIRECTORY;
        case "/proc/x" -> FileKind.UNKNOWN;
        default -> FileKind.MISSING;
      };
    }

    @Override
    public boolean isExecutable(String path) {
      return false;
    }

    @Override
    public List<String> names(String directory) {
      return switch (directory) {
        case "/" -> List.of("lib", "there");
        case "/lib" -> List.of("one.so", "two.so");
        default -> List.of();
      };
    }

    @Override
    public Optional<String> text(String path) {
      return Optional.empty();
    }

    @Override
    public Value locate(String command) {
      return Value.Known.EMPTY;
    }

    @Override
    public Outcome run(Call call) {
      if (!call.name().equals("say")) {
        return Outcome.unknown(call.name());
      }
      StringBuilder text = new StringBuilder(call.isCertain() ? "" : "perhaps:");
      for (Value argument : call.arguments()) {
        text.append(text.isEmpty() ? "" : " ").append(argument.or("?"));
      }
      said.add(text.toString());
      return Outcome.silent(Status.SUCCESS);
    }
  }

  private static List<String> said(String script) throws ShellException {
    Listener listener = new Listener();
    Script.parse(script).follow(listener, List.of("configure", ""), new TreeMap<>(), false);
    return listener.said;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          say "$1" '$1' "a  b"              ~ configure $1 a  b
          x='1  2'; say $x "$x"             ~ 1 2 1  2
          x=a; say ${x}b ${y:-none} ${x:+z} ~ ab none z
          x=lib.so.3; say ${x%.*} ${x##*.}  ~ lib.so 3
          say $((1700 + 11)) $(expr 5 - 1)  ~ 1711 4
          say /lib/*.so                     ~ /lib/one.so /lib/two.so
          say "/lib/*.so"                   ~ /lib/*.so
          f() { say "$2"; }; f a "b c"      ~ b c
          say `echo a; echo b`              ~ a b
          [ -e /there ] && say yes          ~ yes
          [ -e /nowhere ] || say no         ~ no
          [ -z "$2" -a -d /lib ] && say yes ~ yes
          case "$1" in a|conf*) say in;; esac ~ in
          (x=1); say "x$x"                  ~ x
          set -- p q; shift; say "$@"       ~ q
          [ -e /proc/x ] && say maybe       ~ perhaps: maybe
          [ -e /proc/x ] || exit 1; say go  ~ go
          [ -e /proc/x ] || exit 0; say go  ~ perhaps: go
          x=$(date); say "$x"               ~ ?
          date && x=1; say "$x"             ~ ?
          rm /there; [ -e /there ] && say y ~ perhaps: y
          say a \\#b # c                    ~ a #b
          """)
  void aScriptIsFollowed(String script, String expected) throws Exception {
    assertThat(said(script)).containsExactly(expected);
  }

  @Test
  void loopsAreFollowedWordByWord() throws Exception {
    assertThat(said("for i in a b c; do [ $i = b ] && continue; say $i; done"))
        .containsExactly("a", "c");
  }

  @Test
  void hereDocumentsAreNoCommands() throws Exception {
    assertThat(said("cat <<EOF\nsay no\nEOF\nsay yes\n")).containsExactly("yes");
  }

  @Test
  void anErrorEndsTheScriptWhereItIsToldTo() throws Exception {
    assertThat(said("set -e\nsay a\nfalse\nsay b")).containsExactly("a");
  }

  @Test
  void whatOnlyOtherShellsHaveIsRefused() {
    assertThatThrownBy(() -> said("say a\nsay ${x/a/b}"))
        .isInstanceOf(ShellException.class)
        .hasMessage("line 2: '/', expected an expansion of sh");
  }

  @Test
  void anEndlessScriptIsGivenUp() {
    assertThatThrownBy(() -> said("while :; do :; done"))
        .hasMessage("line 1: more than 100000 commands are called");
    assertThatThrownBy(() -> said("f() { f; }; f"))
        .hasMessage("line 1: functions call each other deeper than 40");
    assertThatThrownBy(() -> said("(".repeat(10_000))).isInstanceOf(ShellException.class);
    assertThatThrownBy(() -> said("say '"))
        .hasMessage("line 1: the end, expected the quote that closes");
  }
}
