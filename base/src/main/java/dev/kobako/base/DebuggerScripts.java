package dev.kobako.base;

import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.util.List;
import java.util.stream.Stream;

/**
 * Scripts by which gdb prints the types of a library, such as those of libstdc++: left out unless
 * gdb is there, for nothing else reads them.
 */
final class DebuggerScripts implements Effect {
  @Override
  public String standsFor() {
    return "gdb";
  }

  @Override
  public void apply(Draft draft) {
    if (draft.has("/usr/bin/gdb")) {
      return;
    }
    Tree tree = draft.tree();
    List<ImagePath> scripts =
        Stream.of("/usr/share/gdb", "/usr/share/gcc/python")
            .map(ImagePath::of)
            .filter(path -> tree.entry(path).isPresent())
            .toList();
    draft.drop(scripts, "scripts for debuggers");
  }
}
