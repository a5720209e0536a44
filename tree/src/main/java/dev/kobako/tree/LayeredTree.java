package dev.kobako.tree;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * Applies layers, bottom first, as the OCI image specification's <a
 * href="https://github.com/opencontainers/image-spec/blob/main/layer.md">layer.md</a> says and,
 * where it is silent, as containerd and Docker do. {@link LayerApplication} has the rules.
 */
public final class LayeredTree {
  private LayeredTree() {}

  /**
   * The tree that the layers make together, with the {@link MemoryTree#origin origin} of each
   * entry. Headers are read, contents are not: these stay slices of the layers' tars.
   *
   * @throws IOException if a tar can't be read
   * @throws dev.kobako.diagnostic.KobakoException if a tar is not what it should be
   */
  public static MemoryTree fromLayers(List<LayerTar> layers) throws IOException {
    return fromLayers(layers, TarLimits.DEFAULT);
  }

  /**
   * The same with other limits, which hold for each layer; that of entries is also the limit of
   * directories that are only named in paths, in all layers together.
   */
  public static MemoryTree fromLayers(List<LayerTar> layers, TarLimits limits) throws IOException {
    return observed(layers, limits, _ -> LayerObserver.NONE);
  }

  /**
   * The same before the eyes of observers.
   *
   * @param observers gives the one that is told of a layer by its number
   */
  public static MemoryTree observed(
      List<LayerTar> layers, TarLimits limits, IntFunction<LayerObserver> observers)
      throws IOException {
    return applied(
        Growth.impliedDirectory(null),
        new InodeNumbers(),
        0,
        layers,
        limits,
        MemberReading.AS_IT_IS,
        observers);
  }

  /**
   * A tree of layers with more layers on top: what {@link #fromLayers} makes of all of them,
   * without reading those below again.
   *
   * @param height how many layers {@code below} was made of
   * @throws IOException if a tar can't be read
   */
  public static MemoryTree onto(MemoryTree below, int height, List<LayerTar> layers)
      throws IOException {
    return onto(below, height, layers, MemberReading.AS_IT_IS);
  }

  /** The same of members that are read while they pass. */
  static MemoryTree onto(MemoryTree below, int height, List<LayerTar> layers, MemberReading reading)
      throws IOException {
    InodeNumbers inodes = new InodeNumbers();
    Growth root = below.thawed(inodes);
    return applied(
        root, inodes, height, layers, TarLimits.DEFAULT, reading, _ -> LayerObserver.NONE);
  }

  /** What is done with each member before it is applied. */
  interface MemberReading {
    /** Nothing. */
    MemberReading AS_IT_IS = (member, place) -> member;

    /** The member that is applied in place of this one, which is read only now. */
    TarMember read(TarMember member, TarPlace place) throws IOException;
  }

  private static MemoryTree applied(
      Growth root,
      InodeNumbers inodes,
      int height,
      List<LayerTar> layers,
      TarLimits limits,
      MemberReading reading,
      IntFunction<LayerObserver> observers)
      throws IOException {
    LayerApplication.Ground ground = LayerApplication.Ground.of(root, inodes, limits);
    for (int i = 0; i < layers.size(); i++) {
      LayerTar layer = layers.get(i);
      Origin origin = new Origin(height + i, layer.instruction());
      LayerApplication application =
          new LayerApplication(ground, origin, observers.apply(height + i));
      try (TarReader reader = new TarReader(layer.tar(), layer.name(), limits)) {
        for (Optional<TarMember> member = reader.next();
            member.isPresent();
            member = reader.next()) {
          TarPlace place = new TarPlace(layer.name(), member.get().offset());
          application.apply(reading.read(member.get(), place), place);
        }
      }
    }
    return new MemoryTree.Builder(root).build();
  }

  /** Numbers for files that have more than one name, from 1 on. */
  static final class InodeNumbers {
    private long last;

    /** Where the files are that have several names, also those whose place was taken since. */
    private final Map<Long, List<Growth>> names = new HashMap<>();

    long next() {
      return ++last;
    }

    /** Gives a file that has got another name what the header of the link says. */
    void share(Entry.RegularFile file, Growth source, Growth made, Attributes link) {
      List<Growth> all = names.computeIfAbsent(file.inode(), _ -> new ArrayList<>(List.of(source)));
      all.add(made);
      Attributes old = file.attributes();
      if (old.mode() == link.mode()
          && old.uid() == link.uid()
          && old.gid() == link.gid()
          && old.mtime().equals(link.mtime())) {
        return;
      }
      SortedMap<String, String> xattrs = new TreeMap<>(old.xattrs());
      xattrs.putAll(link.xattrs());
      Entry changed =
          file.withAttributes(
              new Attributes(link.mode(), link.uid(), link.gid(), link.mtime(), xattrs));
      for (Growth each : all) {
        if (each.entry instanceof Entry.RegularFile other && other.inode() == file.inode()) {
          each.entry = changed;
        }
      }
    }

    /** Leaves out a number that is in use. */
    void seen(long inode) {
      last = Math.max(last, inode);
    }
  }
}
