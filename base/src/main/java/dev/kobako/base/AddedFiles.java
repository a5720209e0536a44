package dev.kobako.base;

import dev.kobako.debian.UnpackedPackages;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.HostTree;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.Resolution;
import dev.kobako.tree.Tree;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Puts the user's own files into a base. */
final class AddedFiles {
  private static final int OF_THE_SOURCE = -1;
  private static final int TEXT_MODE = 0644;
  private static final ImagePath OWN_CERTIFICATES =
      ImagePath.of("/usr/local/share/ca-certificates");

  private final MemoryTree base;
  private final MemoryTree.Builder builder;
  private final Instant time;
  private final List<MadeTree.Made> made = new ArrayList<>();

  private AddedFiles(MadeTree base, Instant time) {
    this.base = base.tree();
    this.builder = MemoryTree.builder().putAll(base.tree());
    this.time = time;
  }

  /**
   * The packages with those files that installing them takes up: certificates of the user's own,
   * which go into the bundle.
   */
  static UnpackedPackages beforehand(
      UnpackedPackages unpacked, List<BaseRequest.AddedFile> files, Instant time) {
    List<BaseRequest.AddedFile> taken =
        files.stream()
            .filter(file -> ImagePath.of(file.target()).startsWith(OWN_CERTIFICATES))
            .toList();
    MadeTree tree = on(new MadeTree(unpacked.tree(), List.of()), taken, time);
    return new UnpackedPackages(tree.tree(), unpacked.packages());
  }

  /**
   * The tree with the files on top. Links on the way to a target are followed inside the tree.
   *
   * @throws KobakoException usage, where a file is not there or its target can't be
   */
  static MadeTree on(MadeTree base, List<BaseRequest.AddedFile> files, Instant time) {
    if (files.isEmpty()) {
      return base;
    }
    AddedFiles work = new AddedFiles(base, time);
    files.forEach(work::add);
    List<MadeTree.Made> all = new ArrayList<>(base.made());
    all.addAll(work.made);
    return new MadeTree(work.builder.build(), all, base.dropped(), base.notes());
  }

  private void add(BaseRequest.AddedFile file) {
    ImagePath target = place(file.target());
    switch (file.source()) {
      case BaseRequest.AddedFile.Source.Text(String text) -> {
        int mode = file.mode() == OF_THE_SOURCE ? TEXT_MODE : file.mode();
        put(
            target,
            new Entry.RegularFile(
                owned(Attributes.of(mode), file),
                Content.of(text.getBytes(StandardCharsets.UTF_8)),
                0));
      }
      case BaseRequest.AddedFile.Source.Host(Path path) -> copy(file, path, target);
    }
    made.add(new MadeTree.Made(target, "added file"));
  }

  private void copy(BaseRequest.AddedFile file, Path path, ImagePath target) {
    Tree host = HostTree.of(path);
    if (host.entry(ImagePath.ROOT).isEmpty()) {
      throw KobakoException.usage(
          Diagnostic.of(
              path.toString(),
              "is not there, and should go to " + file.target(),
              "check the name; it is relative to the file that names it"));
    }
    host.walk(
        ImagePath.ROOT,
        (each, entry) -> {
          ImagePath place =
              each.isRoot()
                  ? target
                  : ImagePath.of(
                      target + (target.isRoot() ? "" : "/") + each.toString().substring(1));
          Attributes attributes = entry.attributes();
          boolean isMode = file.mode() != OF_THE_SOURCE && entry instanceof Entry.RegularFile;
          put(
              place,
              entry.withAttributes(
                  owned(isMode ? attributes.withMode(file.mode()) : attributes, file)));
        });
  }

  private Attributes owned(Attributes attributes, BaseRequest.AddedFile file) {
    return attributes.withOwner((int) file.uid(), (int) file.gid()).withMtime(time);
  }

  private ImagePath place(String target) {
    ImagePath path = ImagePath.of(target);
    Resolution folder = base.resolve(path.parent().orElse(ImagePath.ROOT));
    return path.isRoot() || folder.entry().isEmpty() ? path : folder.place().child(path.name());
  }

  private void put(ImagePath place, Entry entry) {
    try {
      builder.put(place, entry);
    } catch (IllegalArgumentException e) {
      throw KobakoException.usage(
          Diagnostic.of(
              place.toString(),
              "can't be added to the base: " + e.getMessage(),
              "name a target whose folders are folders in the base"));
    }
  }
}
