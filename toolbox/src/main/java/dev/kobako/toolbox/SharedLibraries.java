package dev.kobako.toolbox;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.elf.ElfFile;
import dev.kobako.image.Content;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Resolution;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The libraries of a program in a tree of Debian packages, which has them in the loader's usual
 * folders. Simpler than the closure of a bundle, since nothing here depends on a machine's
 * settings.
 */
final class SharedLibraries {
  private final Tree tree;
  private final List<ImagePath> folders;
  private final SortedMap<String, Entry.RegularFile> found = new TreeMap<>();

  private SharedLibraries(Tree tree) {
    this.tree = tree;
    this.folders = folders(tree);
  }

  /**
   * All that a program needs, its loader included, by the name it is needed by.
   *
   * @throws KobakoException a finding, where a library is in none of the packages
   */
  static SortedMap<String, Entry.RegularFile> of(Tree tree, Entry.RegularFile program, String name)
      throws IOException {
    SharedLibraries search = new SharedLibraries(tree);
    Deque<Entry.RegularFile> open = new ArrayDeque<>(List.of(program));
    while (!open.isEmpty()) {
      for (String needed : search.needed(open.remove().content(), name)) {
        if (!search.found.containsKey(needed)) {
          Entry.RegularFile library = search.find(needed, name);
          search.found.put(needed, library);
          open.add(library);
        }
      }
    }
    return search.found;
  }

  /** {@code /usr/lib/TRIPLET} and its like, then {@code /usr/lib} and {@code /lib}. */
  private static List<ImagePath> folders(Tree tree) {
    List<ImagePath> folders = new ArrayList<>();
    List<ImagePath> usual = List.of(ImagePath.of("/usr/lib"), ImagePath.of("/lib"));
    for (ImagePath folder : usual) {
      tree.names(tree.resolve(folder).place()).stream()
          .filter(name -> name.contains("-linux-gnu"))
          .forEach(name -> folders.add(folder.child(name)));
    }
    folders.addAll(usual);
    folders.add(ImagePath.of("/lib64"));
    return folders;
  }

  private Entry.RegularFile find(String name, String program) {
    for (ImagePath folder : folders) {
      Resolution place = tree.resolve(folder + "/" + name);
      if (place.file().isPresent()) {
        return place.file().get();
      }
    }
    throw KobakoException.finding(
        Diagnostic.of(
            program,
            "needs " + name + ", which is in none of the packages that were fetched for it",
            "install the program on this machine instead"));
  }

  private List<String> needed(Content content, String name) throws IOException {
    try (SeekableByteChannel channel = content.openChannel()) {
      Optional<ElfFile> elf = ElfFile.read(channel, name);
      List<String> needed = new ArrayList<>(elf.map(ElfFile::needed).orElse(List.of()));
      elf.flatMap(ElfFile::interpreter)
          .ifPresent(loader -> {
            // Debian's libc6 has it elsewhere than the path says, if a link leads there.
            tree.resolve(loader)
                .file()
                .ifPresent(file -> found.putIfAbsent(ToolFolder.name(loader), file));
            needed.add(ToolFolder.name(loader));
          });
      return needed;
    }
  }
}
