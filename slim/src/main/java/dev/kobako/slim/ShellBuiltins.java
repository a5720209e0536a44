package dev.kobako.slim;

import java.util.Set;

/** The commands that shells have built in, so that a call of one needs no program. */
final class ShellBuiltins {
  private static final Set<String> NAMES =
      Set.of(
          (". : [ alias bg bind break builtin cd command compgen complete continue declare dirs"
                  + " disown echo enable eval exec exit export false fc fg getopts hash help history"
                  + " jobs kill let local logout mapfile popd printf pushd pwd read readarray"
                  + " readonly return set shift shopt source suspend test times trap true type"
                  + " typeset ulimit umask unalias unset wait")
              .split(" "));

  private ShellBuiltins() {}

  /** Whether shells need no program for it. */
  static boolean contains(String name) {
    return NAMES.contains(name);
  }
}
