package dev.kobako.ladder;

import dev.kobako.check.Asked;
import dev.kobako.sandbox.FileCall;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.LayerTar;
import dev.kobako.tree.LayeredTree;
import dev.kobako.tree.MemoryTree;
import java.io.IOException;
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
 * database or says which system it is), and what {@link OwnKits} leaves to others. What a later RUN
 * changed of a copied file (chmod, chown) changes nothing about whose it is, so the layers are read
 * and not the tree.
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
  static boolean isCopy(String instruction) {
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
    for (List<ImagePath> kit : OwnKits.below(ImagePath.ROOT, copied, touched, _ -> false)) {
      Optional<ImagePath> because =
          kit.stream().filter(path -> isUsed(path, touched.asked())).findFirst();
      if (because.isPresent()) {
        keep(kit, because.get(), touched);
      }
    }
  }

  private static void keep(List<ImagePath> kit, ImagePath because, Touched touched)
      throws IOException {
    for (ImagePath path : kit) {
      if (path.startsWith(SETTINGS) || touched.packages().owner(path).isEmpty()) {
        touched.keep(path, because);
      }
    }
  }

  private static boolean isUsed(ImagePath path, SortedMap<ImagePath, Asked> asked) {
    Asked use = asked.get(path);
    return use != null && use.kinds().stream().anyMatch(USES::contains);
  }
}
