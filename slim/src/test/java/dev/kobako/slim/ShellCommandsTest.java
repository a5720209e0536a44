package dev.kobako.slim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShellCommandsTest {
  /** A text, two bars, the commands in it; {@code ~} stands for a new line. */
  private static final String CASES =
      """
      git status || git
      git || git
      || ''
      # git status || ''
      git # grep it || git
      a#b || a#b
      cd /tmp; ls -l || ls
      make&&cp a b||true || make cp
      cat x | sort | uniq -c || cat sort uniq
      foo |& tee log || foo tee
      sleep 5 & wget x || sleep wget
      ls \\~ -l || ls
      'git' status || git
      "git" status || git
      gi"t" status || git
      g\\it status || git
      "$GIT" status || ''
      $GIT status || ''
      ${GIT:-git} status || ''
      echo "git; ls" 'rm; cp' || ''
      echo it\\'s; ls || ls
      echo "a \\" b"; ls || ls
      printf '%s\\n' $'don\\'t'; ls || ls
      X=1 git || git
      X= git || git
      X+=1 git || git
      X=$(date) git || date git
      PATH=/bin:"$PATH" git || git
      X=(a b $(id)); ls || id ls
      X[1]=a ls || ls
      exec git || git
      exec -a name git || git
      exec 3>&1; ls || ls
      exec "$@" || ''
      env X=1 git || env git
      env -i -u Y X=1 git || env git
      command -v git || git
      nohup setsid git || nohup setsid git
      nice -n 10 git gc || nice git
      timeout -k 5 10 git gc || timeout git
      sudo -u root git || sudo git
      find . -name x | xargs -n 1 -I {} rm {} || find xargs rm
      find . -exec chmod +x {} \\; || find chmod
      if ! grep -q x y; then sed x; elif awk x; then cut; else tr; fi || grep sed awk cut tr
      while read -r x; do cat "$x"; done < list || cat
      until ping -c1 x; do sleep 1; done || ping sleep
      for x in git make; do cat $x; done || cat
      for x do cat $x; done || cat
      for x~do~cat $x; done || cat
      for ((i = 0; i < 3; i++)); do cat $i; done || cat
      select x in git make; do cat $x; done || cat
      { ls; cat x; } | sort || ls cat sort
      (cd x && tar c .) | gzip || tar gzip
      time make || make
      case $1 in git) ls;; make|cp) cat x;; esac; sort || ls cat sort
      case $1 in~ start)~ ls~ ;;~ (stop) cat;& *) tac~esac~sort || ls cat tac sort
      case a in a) case b in b) ls;; esac;; c) cat;; esac || ls cat
      x=$(case a in a) ls;; esac); cat || ls cat
      echo $(date) git || date
      echo `date` git || date
      echo `date`git; ls || date ls
      `date` || date
      echo "`date +%s` git" || date
      echo "now $(date "+%s" | tr a "b c") git"; ls || date tr ls
      echo "$(ls "$(which "git")")" || ls which
      echo ${x:-$(date)} git || date
      echo "${x:-"$(date)"} git" || date
      echo ${#x} git; ls || ls
      echo $# git; ls || ls
      echo $((ls + (cat))) git; sort || sort
      (( ls > 3 )) && cat || cat
      [ -f git ] && ls || ls
      [[ $x == git && ( -f ls || $y =~ ^(cat)$ ) ]] && sort || sort
      ls > out 2>&1 < in || ls
      > out ls || ls
      2>/dev/null ls || ls
      ls &> out git || ls
      ls >&2; cat || ls cat
      diff <(sort a) <(uniq b) || diff sort uniq
      ls > >(tee log) || ls tee
      cat <<< git; ls || cat ls
      cat <<EOF~git status~EOF~ls || cat ls
      cat <<'EOF' | sort~git $(date)~EOF~ls || cat sort ls
      cat <<EOF~git $(date) `id`~EOF~ls || cat date id ls
      cat <<-EOF~\t\tgit~\tEOF~ls || cat ls
      cat <<A; tac <<B~git~A~make~B~ls || cat tac ls
      cat <<EOF~git || cat
      f() { ls; }; f x || ls
      f () { ls; }~f x || ls
      f()~{~ls~}~f || ls
      function f { ls; }; f || ls
      function f() { ls; }; f || ls
      git() { command git "$@"; }; git || git
      trap 'rm x' EXIT; ls || ls
      ./configure --prefix=/usr || ./configure
      /usr/bin/perl x || /usr/bin/perl
      echo 'git || ''
      echo "git || ''
      echo $(git || git
      echo ${git || ''
      echo `git || git
      case x in || ''
      ;;) esac ls || ''
      ls <<  || ls
      ls \\ || ls
      """;

  static Stream<String> cases() {
    return CASES.lines();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void findsTheCommandsOf(String line) {
    int bars = line.lastIndexOf("||");
    String text = line.substring(0, bars).replace('~', '\n').strip();
    String expected = line.substring(bars + 2).strip();

    assertThat(ShellCommands.in(text))
        .containsExactlyElementsOf(
            expected.equals("''") ? List.of() : List.of(expected.split(" ")));
  }

  @Test
  void whatFollowsNulIsTheLoadOfASelfExtractingScript() {
    assertThat(ShellCommands.in("tail -n +9 $0 | gzip -d\nexit\n/bin\0/ls\nmake\n"))
        .containsExactly("tail", "gzip", "/bin");
  }

  @Test
  void absurdNestingIsReadAsFarAsIsSane() {
    int levels = 100_000;

    assertThat(ShellCommands.in("ls; " + "$(".repeat(levels))).containsExactly("ls");
    assertThat(ShellCommands.in("ls; " + "(".repeat(levels))).containsExactly("ls");
    assertThat(ShellCommands.in("ls; " + "\"${x:-".repeat(levels))).containsExactly("ls");
    assertThat(ShellCommands.in("ls; " + "`".repeat(levels))).containsExactly("ls");
    assertThat(ShellCommands.in("ls; " + "case x in x) ".repeat(levels))).containsExactly("ls");
    assertThat(ShellCommands.in("ls; " + "{ if ".repeat(levels))).containsExactly("ls");
  }

  /**
   * Constants of programs are read as shell texts; most are none, and no text may hold the reader.
   */
  @Test
  void everyTextComesToAnEnd() {
    String[] parts = {
      "`",
      "$(",
      ")",
      "(",
      "((",
      "))",
      "\"",
      "'",
      "${",
      "}",
      "{",
      "case ",
      " in ",
      "esac",
      ";;",
      "<<E",
      "\n",
      "E\n",
      "[[ ",
      " ]]",
      "a=(",
      "\\",
      "$",
      "if ",
      "then ",
      "fi",
      "for ",
      "do ",
      "x",
      " ",
      "|",
      "&",
      "#",
      "function ",
      ">"
    };
    Random random = new Random(20261122);
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          for (int round = 0; round < 50_000; round++) {
            StringBuilder text = new StringBuilder();
            int length = 1 + random.nextInt(30);
            for (int i = 0; i < length; i++) {
              text.append(parts[random.nextInt(parts.length)]);
            }
            assertThat(ShellCommands.in(text.toString())).doesNotContain("");
          }
        });
  }

  @Test
  void aParenthesisLeftOpenInBackquotesEndsWithThem() {
    assertThat(ShellCommands.in("a `(b` c; d")).containsExactlyInAnyOrder("a", "b", "d");
  }
}
