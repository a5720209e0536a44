package dev.kobako.slim;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Plug-ins: a caller of {@code dlopen} that holds a constant which reads as a library and which its
 * loader would find from there.
 */
final class DlopenKnowledge implements Knowledge {
  private static final Pattern LIBRARY =
      Pattern.compile("(/[^\\s%*?]{1,1024}/)?[^\\s%*?/=:]{1,200}\\.so(\\.[0-9]{1,6}){0,3}");

  @Override
  public Guess guess() {
    return Guess.DLOPEN;
  }

  @Override
  public void apply(RunningProgram program, Closure closure) throws IOException {
    for (LoadedObject caller : program.callers(List.of("dlopen", "dlmopen", "g_module_open"))) {
      Set<String> constants = new LinkedHashSet<>(program.constants(caller));
      constants.addAll(program.builtTexts(caller));
      for (String constant : constants) {
        if (constant.length() > 4
            && constant.contains(".so")
            && LIBRARY.matcher(constant).matches()) {
          closure.keepOpened(
              program,
              caller,
              constant,
              Reason.guessed(caller.path(), "named for dlopen in", guess()));
        }
      }
    }
  }
}
