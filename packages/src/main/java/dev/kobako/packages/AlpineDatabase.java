package dev.kobako.packages;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.PathBytes;
import dev.kobako.tree.Resolution;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * apk's database of installed packages in a tree.
 *
 * @param place where it is, without links
 * @param packages in its order
 */
public record AlpineDatabase(ImagePath place, List<AlpinePackage> packages) {
  /** Where it is, today and before; reached through links too. */
  private static final List<String> PLACES =
      List.of("/lib/apk/db/installed", "/usr/lib/apk/db/installed");

  /** A hundred times that of a large image; more is no work of apk's and is not read. */
  private static final int MAX_BYTES = 64 << 20;

  public AlpineDatabase {
    packages = List.copyOf(packages);
  }

  /** The database; empty where the tree has none. */
  public static Optional<AlpineDatabase> of(Tree tree) throws IOException {
    for (String place : PLACES) {
      Resolution resolution = tree.resolve(place);
      Optional<Entry.RegularFile> file = resolution.file();
      if (file.isPresent() && file.get().content().size() <= MAX_BYTES) {
        try (InputStream in = file.get().content().open()) {
          byte[] bytes = in.readNBytes(MAX_BYTES);
          return Optional.of(new AlpineDatabase(resolution.place(), split(bytes)));
        }
      }
    }
    return Optional.empty();
  }

  private static List<AlpinePackage> split(byte[] bytes) {
    List<AlpinePackage> packages = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (String line : PathBytes.decode(bytes).split("\n")) {
      if (!line.isEmpty()) {
        lines.add(line);
      } else if (!lines.isEmpty()) {
        packages.add(new AlpinePackage(lines));
        lines.clear();
      }
    }
    if (!lines.isEmpty()) {
      packages.add(new AlpinePackage(lines));
    }
    packages.removeIf(each -> each.name().name().isEmpty() || each.name().version().isEmpty());
    return packages;
  }

  /** The packages by the places of their files, where folders are links too. */
  public Map<ImagePath, AlpinePackage> owners(Tree tree) {
    Map<ImagePath, AlpinePackage> owners = new HashMap<>();
    for (AlpinePackage each : packages) {
      for (ImagePath file : each.files()) {
        owners.putIfAbsent(place(file, tree), each);
      }
    }
    return owners;
  }

  /** Where a file is that the database names. */
  public static ImagePath place(ImagePath file, Tree tree) {
    Resolution folder = tree.resolve(file.parent().orElse(file));
    return folder.entry().isPresent() ? folder.place().child(file.name()) : file;
  }

  /** The file with these packages. */
  public static byte[] bytes(List<AlpinePackage> packages) {
    StringBuilder text = new StringBuilder();
    packages.forEach(each -> text.append(String.join("\n", each.lines())).append("\n\n"));
    return PathBytes.encode(text.toString());
  }
}
