package dev.kobako.base;

import dev.kobako.debian.AvailablePackage;
import dev.kobako.debian.PackageSource;
import dev.kobako.debian.Stanza;
import dev.kobako.debian.UnpackedPackages;
import dev.kobako.debian.UnpackedPackages.UnpackedPackage;
import dev.kobako.image.Content;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Packages made for a test, without files of their own beside those put into the tree. */
final class MadePackages {
  static final Instant TIME = Instant.ofEpochSecond(1_700_000_000);

  private final MemoryTree.Builder tree = MemoryTree.builder();
  private final List<UnpackedPackage> packages = new ArrayList<>();

  MadePackages with(String name, String postinst) {
    return with(name, "amd64", postinst);
  }

  MadePackages with(String name, String architecture, String postinst) {
    Stanza stanza =
        new Stanza("Package: %s\nVersion: 1\nArchitecture: %s\n".formatted(name, architecture));
    TreeMap<String, Content> control = new TreeMap<>();
    control.put("postinst", content(postinst));
    packages.add(
        new UnpackedPackage(
            new AvailablePackage(
                stanza, new PackageSource("http://deb.example", "bookworm", "main")),
            stanza,
            control,
            List.of()));
    return this;
  }

  MadePackages file(String path, String text) {
    return file(path, text.getBytes(StandardCharsets.UTF_8));
  }

  MadePackages file(String path, byte[] bytes) {
    tree.put(ImagePath.of(path), new Entry.RegularFile(Attributes.of(0644), Content.of(bytes), 0));
    return this;
  }

  MadePackages link(String path, String target) {
    tree.put(ImagePath.of(path), new Entry.Symlink(Attributes.of(0777), target));
    return this;
  }

  UnpackedPackages unpacked() {
    return new UnpackedPackages(tree.build(), packages);
  }

  MadeTree made(BaseRequest request) {
    return DistrolessEffects.of(unpacked(), request, TIME);
  }

  MadeTree made() {
    return made(Requests.distroless());
  }

  static String text(MadeTree made, String path) {
    try {
      return new String(
          made.tree().resolve(path).file().orElseThrow().content().bytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Content content(String text) {
    return Content.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
