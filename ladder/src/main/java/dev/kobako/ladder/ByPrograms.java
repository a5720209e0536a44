package dev.kobako.ladder;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A kit parted by the programs in it: a folder with a program, such as each of several browsers
 * below one folder, is in use or not by itself, with what lies below it.
 */
final class ByPrograms {
  private final ImagePath top;
  private final Touched touched;
  private final Map<ImagePath, Boolean> known = new HashMap<>();

  /** Below a folder, which is whole but for those in it. */
  ByPrograms(ImagePath top, Touched touched) {
    this.top = top;
    this.touched = touched;
  }

  List<List<ImagePath>> split(List<ImagePath> kit) throws IOException {
    Map<ImagePath, List<ImagePath>> parts = new LinkedHashMap<>();
    for (ImagePath path : kit) {
      parts.computeIfAbsent(home(path), _ -> new ArrayList<>()).add(path);
    }
    return List.copyOf(parts.values());
  }

  /** The nearest folder above that has a program, else the top. */
  private ImagePath home(ImagePath path) throws IOException {
    Optional<ImagePath> at = path.parent();
    while (at.isPresent() && !at.get().equals(top) && !at.get().isRoot()) {
      if (hasProgram(at.get())) {
        return at.get();
      }
      at = at.get().parent();
    }
    return top;
  }

  private boolean hasProgram(ImagePath folder) throws IOException {
    Boolean answer = known.get(folder);
    if (answer == null) {
      answer = false;
      for (String name : touched.tree().names(folder)) {
        answer |= isProgram(folder.child(name));
      }
      known.put(folder, answer);
    }
    return answer;
  }

  private boolean isProgram(ImagePath path) throws IOException {
    return touched.tree().entry(path).orElse(null) instanceof Entry.RegularFile file
        && MadeFiles.isProgram(path.name(), file);
  }
}
