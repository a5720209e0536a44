package dev.kobako.base;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.elf.ElfFile;
import dev.kobako.elf.ElfType;
import dev.kobako.elf.LdCache;
import dev.kobako.elf.LdSoConf;
import dev.kobako.image.Content;
import dev.kobako.loading.TreeLoaderView;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Resolution;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code /etc/ld.so.cache} with the links from a library's SONAME to its file, where glibc is
 * there: what {@code ldconfig} makes, told by ldconfig(8) and compared with it.
 *
 * <p>Of several files of a folder with one SONAME, a file comes before a link, and then the one
 * whose name is the greater. A link counts only under its own name, and only if that is the SONAME
 * or the start of it up to {@code .so}.
 */
final class LibraryCache implements Effect {
  private static final String CONF = "/etc/ld.so.conf";

  @Override
  public String standsFor() {
    return "ldconfig";
  }

  @Override
  public void apply(Draft draft) {
    List<String> architectures =
        draft.packages().stream()
            .map(each -> each.available())
            .filter(each -> each.name().equals("libc6"))
            .map(each -> each.architecture())
            .toList();
    if (architectures.isEmpty()) {
      return;
    }
    if (!draft.has(CONF)) {
      draft.file(CONF, "include /etc/ld.so.conf.d/*.conf\n");
    }
    Tree tree = draft.tree();
    List<LdCache.Entry> entries = new ArrayList<>();
    Set<ImagePath> scanned = new HashSet<>();
    for (String folder : folders(tree, architectures)) {
      Resolution found = tree.resolve(folder);
      if (found.entry().orElse(null) instanceof Entry.Directory && scanned.add(found.place())) {
        new Folder(draft, tree, folder, found.place(), false).addTo(entries);
        levels(draft, tree, folder, entries);
      }
    }
    draft.file("/etc/ld.so.cache", LdCache.write(entries), 0644);
  }

  private static List<String> folders(Tree tree, List<String> architectures) {
    SequencedSet<String> folders =
        new LinkedHashSet<>(LdSoConf.folders(new TreeLoaderView(tree), CONF));
    for (String architecture : architectures) {
      multiarch(architecture)
          .ifPresent(name -> {
            folders.add("/lib/" + name);
            folders.add("/usr/lib/" + name);
          });
    }
    folders.add("/lib");
    folders.add("/usr/lib");
    return List.copyOf(folders);
  }

  /** The name of an architecture's folders (Debian Policy 9.1.1, dpkg-architecture(1)). */
  private static Optional<String> multiarch(String architecture) {
    return switch (architecture) {
      case "amd64" -> Optional.of("x86_64-linux-gnu");
      case "arm64" -> Optional.of("aarch64-linux-gnu");
      case "armel" -> Optional.of("arm-linux-gnueabi");
      case "armhf" -> Optional.of("arm-linux-gnueabihf");
      case "i386" -> Optional.of("i386-linux-gnu");
      case "loong64" -> Optional.of("loongarch64-linux-gnu");
      case "mips64el" -> Optional.of("mips64el-linux-gnuabi64");
      case "ppc64el" -> Optional.of("powerpc64le-linux-gnu");
      case "riscv64", "s390x" -> Optional.of(architecture + "-linux-gnu");
      default -> Optional.empty();
    };
  }

  /** Libraries for better CPUs; the cache names their files, and no links are made. */
  private static void levels(Draft draft, Tree tree, String folder, List<LdCache.Entry> entries) {
    String above = folder + "/glibc-hwcaps";
    for (String level : tree.names(tree.resolve(above).place())) {
      Resolution found = tree.resolve(above + "/" + level);
      if (found.entry().orElse(null) instanceof Entry.Directory) {
        new Folder(draft, tree, above + "/" + level, found.place(), true).addTo(entries);
      }
    }
  }

  /**
   * The libraries of one folder.
   *
   * @param name as the configuration names it, and so the cache
   * @param place the same without links
   * @param ofLevel whether it holds libraries for a level of CPUs
   */
  private record Folder(Draft draft, Tree tree, String name, ImagePath place, boolean ofLevel) {
    private record Library(String file, ElfFile elf, boolean isLink) {
      /** By names as the cache orders them, which tells versions. */
      private static final Comparator<Library> RANK =
          Comparator.comparing((Library each) -> !each.isLink)
              .thenComparing(Library::file, LdCache::compareNames);
    }

    void addTo(List<LdCache.Entry> entries) {
      SortedMap<String, Library> bySoname = new TreeMap<>();
      for (String file : tree.names(place)) {
        if (isLibraryName(file)) {
          add(file, bySoname);
        }
      }
      bySoname.forEach((soname, library) -> {
        String path = name + "/" + (ofLevel ? library.file : soname);
        entries.add(LdCache.Entry.of(library.elf, soname, path));
        if (!ofLevel && !library.isLink) {
          link(soname, library.file);
        }
      });
    }

    private void add(String file, SortedMap<String, Library> bySoname) {
      Resolution found = tree.resolve(place.child(file));
      Optional<ElfFile> elf = found.file().flatMap(entry -> library(entry.content(), file));
      if (elf.isEmpty()) {
        return;
      }
      String soname = elf.get().soname().filter(text -> !text.isEmpty()).orElse(file);
      boolean isLink =
          tree.entry(place.child(file)).orElse(null) instanceof Entry.Symlink
              && (file.equals(soname) || (file.endsWith(".so") && soname.startsWith(file)));
      bySoname.merge(
          isLink ? file : soname,
          new Library(file, elf.get(), isLink),
          (old, other) -> Library.RANK.compare(old, other) < 0 ? other : old);
    }

    /** A damaged file is not the cache's business: no loader will find it there. */
    private static Optional<ElfFile> library(Content content, String file) {
      try (SeekableByteChannel channel = content.openChannel()) {
        return ElfFile.read(channel, file)
            .filter(elf -> elf.type() == ElfType.DYN && elf.isDynamic());
      } catch (KobakoException _) {
        return Optional.empty();
      } catch (IOException e) {
        throw Draft.unreadable(file, e);
      }
    }

    private void link(String soname, String file) {
      if (soname.equals(file) || soname.indexOf('/') >= 0) {
        return;
      }
      ImagePath link = place.child(soname);
      Optional<Entry> there = tree.entry(link);
      boolean leadsElsewhere =
          there.orElse(null) instanceof Entry.Symlink
              && !tree.resolve(link).place().equals(tree.resolve(place.child(file)).place());
      if (there.isEmpty() || leadsElsewhere) {
        draft.put(link, draft.link(file));
      }
    }

    private static boolean isLibraryName(String file) {
      boolean prefixed = file.startsWith("lib") || file.startsWith("ld-");
      boolean loader = file.startsWith("ld.so.") || file.startsWith("ld64.so.");
      return (loader || (prefixed && file.contains(".so"))) && !file.endsWith("-gdb.py");
    }
  }
}
