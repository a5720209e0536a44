package dev.kobako.ladder;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Resolution;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Other names of kept programs: applets of busybox, commands of git, {@code python3} for {@code
 * python3.11}. Hard and symbolic links cost no contents. Applied last, since it looks at what is
 * kept.
 */
final class OtherNames implements Family {
  private static final Set<String> FOLDERS = Set.of("bin", "sbin", "git-core");

  @Override
  public String name() {
    return "other-names";
  }

  @Override
  public String about() {
    return "Every other name of a kept program, as a hard or symbolic link in a folder of programs,"
        + " stays, since it costs nothing.";
  }

  @Override
  public void complete(Touched touched) throws IOException {
    Map<Long, ImagePath> inodes = new HashMap<>();
    touched
        .tree()
        .walk(
            ImagePath.ROOT,
            (path, entry) -> {
              if (isProgram(entry)
                  && entry instanceof Entry.RegularFile file
                  && file.inode() != 0
                  && touched.isKept(path)) {
                inodes.putIfAbsent(file.inode(), path);
              }
            });
    Map<ImagePath, ImagePath> names = new LinkedHashMap<>();
    touched
        .tree()
        .walk(
            ImagePath.ROOT,
            (path, entry) -> {
              if (FOLDERS.contains(Ancestors.parentName(path))) {
                switch (entry) {
                  case Entry.RegularFile file when inodes.containsKey(file.inode()) ->
                      names.put(path, inodes.get(file.inode()));
                  case Entry.Symlink _ -> {
                    Resolution end = touched.tree().resolve(path);
                    if (end.file().filter(OtherNames::isProgram).isPresent()
                        && touched.isKept(end.place())) {
                      names.put(path, end.place());
                    }
                  }
                  case Entry.RegularFile _ -> {}
                  case Entry.Directory _ -> {}
                  case Entry.Device _ -> {}
                  case Entry.Fifo _ -> {}
                }
              }
            });
    for (var each : names.entrySet()) {
      touched.keep(each.getKey(), each.getValue());
    }
  }

  private static boolean isProgram(Entry entry) {
    return entry instanceof Entry.RegularFile file && (file.attributes().mode() & 0111) != 0;
  }
}
