package dev.kobako.ladder;

import dev.kobako.check.Asked;
import dev.kobako.image.Content;
import dev.kobako.sandbox.FileCall;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.LayerTar;
import dev.kobako.tree.LayeredTree;
import dev.kobako.tree.MemoryTree;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * What the image's author copied in by one COPY or ADD: pages, templates, translations, settings of
 * the application. Who served one page may serve another.
 *
 * <p>Left out, since other knowledge is better there: systems (a layer that brings a package
 * database or says which system it is), folders in which package managers of languages install,
 * installations of runtimes (a folder whose {@code bin} has an ELF file, as a PREFIX has), and
 * system folders for programs and libraries. What a later RUN changed of a copied file (chmod,
 * chown) changes nothing about whose it is, so the layers are read and not the tree.
 *
 * <p>A file that a package names as well, such as a server's first page, may have come with a whole
 * tree. It shows that the copy is in use; it stays for that only below {@code /etc}, which is the
 * author's to change.
 */
final class OwnFiles implements Family {
  /** Uses by which one has shown interest in what is inside. */
  private static final Set<FileCall.Kind> USES =
      EnumSet.of(FileCall.Kind.OPEN, FileCall.Kind.EXECUTE, FileCall.Kind.LIST);

  private static final List<ImagePath> SYSTEMS =
      List.of(
          ImagePath.of("/var/lib/dpkg"),
          ImagePath.of("/lib/apk/db"),
          ImagePath.of("/usr/lib/apk/db"),
          ImagePath.of("/var/lib/rpm"),
          ImagePath.of("/usr/lib/sysimage/rpm"),
          ImagePath.of("/etc/os-release"),
          ImagePath.of("/usr/lib/os-release"));

  private static final ImagePath SETTINGS = ImagePath.of("/etc");

  private static final List<ImagePath> SYSTEM_FOLDERS =
      List.of(
          ImagePath.of("/bin"),
          ImagePath.of("/sbin"),
          ImagePath.of("/lib"),
          ImagePath.of("/lib32"),
          ImagePath.of("/lib64"),
          ImagePath.of("/boot"),
          ImagePath.of("/proc"),
          ImagePath.of("/sys"),
          ImagePath.of("/dev"),
          ImagePath.of("/usr/bin"),
          ImagePath.of("/usr/sbin"),
          ImagePath.of("/usr/lib"),
          ImagePath.of("/usr/lib32"),
          ImagePath.of("/usr/lib64"),
          ImagePath.of("/usr/libexec"),
          ImagePath.of("/usr/include"),
          ImagePath.of("/usr/share/doc"),
          ImagePath.of("/usr/share/man"),
          ImagePath.of("/usr/local/bin"),
          ImagePath.of("/usr/local/sbin"),
          ImagePath.of("/usr/local/lib"),
          ImagePath.of("/usr/local/libexec"),
          ImagePath.of("/usr/local/include"),
          ImagePath.of("/usr/local/share/man"));

  @Override
  public String name() {
    return "own-files";
  }

  @Override
  public String about() {
    return "All that one COPY or ADD of the Dockerfile brought stays where a run opened or listed"
        + " any of it; packages of languages, runtimes and programs in system folders have"
        + " knowledge of their own.";
  }

  @Override
  public void complete(Touched touched) throws IOException {
    for (LayerTar layer : touched.layers()) {
      if (isCopy(layer.instruction())) {
        complete(layer, touched);
      }
    }
  }

  /** As Docker, BuildKit, buildah and kobako write it into the history. */
  private static boolean isCopy(String instruction) {
    String text = instruction.strip();
    int nop = text.indexOf("#(nop)");
    String words = nop < 0 ? text : text.substring(nop + "#(nop)".length()).strip();
    return words.startsWith("COPY ") || words.startsWith("ADD ");
  }

  private static void complete(LayerTar layer, Touched touched) throws IOException {
    MemoryTree copied = LayeredTree.fromLayers(List.of(layer));
    if (SYSTEMS.stream().anyMatch(path -> copied.entry(path).isPresent())) {
      return;
    }
    List<ImagePath> brought = new ArrayList<>();
    collect(ImagePath.ROOT, copied, touched, brought);
    Optional<ImagePath> because =
        brought.stream().filter(path -> isUsed(path, touched.asked())).findFirst();
    if (because.isPresent()) {
      for (ImagePath path : brought) {
        if (path.startsWith(SETTINGS) || touched.packages().owner(path).isEmpty()) {
          touched.keep(path, because.get());
        }
      }
    }
  }

  /** No deeper than a path is long, so recursion is bounded. */
  private static void collect(
      ImagePath folder, MemoryTree copied, Touched touched, List<ImagePath> brought)
      throws IOException {
    if (isRuntime(folder, copied)) {
      return;
    }
    for (String name : copied.names(folder)) {
      ImagePath path = folder.child(name);
      Optional<Entry> entry = touched.tree().entry(path);
      if (entry.isEmpty() || SYSTEM_FOLDERS.contains(path) || PackageTrees.contains(path)) {
        continue;
      }
      boolean isFolder = entry.get() instanceof Entry.Directory;
      if (!isFolder || copied.names(path).isEmpty()) {
        brought.add(path);
      }
      if (isFolder) {
        collect(path, copied, touched, brought);
      }
    }
  }

  /** Whether a folder is the PREFIX of an installation. */
  private static boolean isRuntime(ImagePath folder, MemoryTree copied) throws IOException {
    if (folder.isRoot()) {
      return false;
    }
    ImagePath programs = folder.child("bin");
    for (String name : copied.names(programs)) {
      if (copied.resolve(programs.child(name)).entry().orElse(null)
              instanceof Entry.RegularFile file
          && isElf(file.content())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isElf(Content content) throws IOException {
    try (InputStream in = content.open()) {
      byte[] magic = in.readNBytes(4);
      return magic.length == 4
          && magic[0] == 0x7f
          && magic[1] == 'E'
          && magic[2] == 'L'
          && magic[3] == 'F';
    }
  }

  private static boolean isUsed(ImagePath path, SortedMap<ImagePath, Asked> asked) {
    Asked use = asked.get(path);
    return use != null && use.kinds().stream().anyMatch(USES::contains);
  }
}
