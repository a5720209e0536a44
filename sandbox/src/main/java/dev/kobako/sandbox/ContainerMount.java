package dev.kobako.sandbox;

import dev.kobako.tree.Entry;
import dev.kobako.tree.Tree;
import java.nio.file.Path;
import java.util.List;

/** What a container sees beside its layers. None of it becomes part of the changes. */
public sealed interface ContainerMount {
  /** Absolute path in the container; missing folders are made and taken away afterwards. */
  String target();

  /** A file or folder of the host. */
  record Host(Path source, String target, boolean readOnly) implements ContainerMount {}

  /**
   * A part of other layers, the lowest first; what is written to it is thrown away.
   *
   * @param source absolute path in them, links followed inside them; must be there
   */
  record Layers(List<LayerFolders.Unpacked> layers, String source, String target, boolean readOnly)
      implements ContainerMount {
    public Layers {
      layers = List.copyOf(layers);
    }
  }

  /**
   * A folder that lives on, owned inside by who is named; made where it is missing.
   *
   * @param folder on the host
   * @param seed unpacked layers whose {@code source} a new folder starts with; empty for none
   * @param mode of a new folder
   */
  record Cache(
      Path folder,
      String target,
      boolean readOnly,
      List<LayerFolders.Unpacked> seed,
      String source,
      int mode,
      int uid,
      int gid)
      implements ContainerMount {
    public Cache {
      seed = List.copyOf(seed);
    }
  }

  /**
   * Memory.
   *
   * @param size in bytes, 0 for the kernel's default
   */
  record Tmpfs(String target, long size, boolean readOnly) implements ContainerMount {
    /** One to write to. */
    public Tmpfs(String target, long size) {
      this(target, size, false);
    }
  }

  /** A file that exists in memory only: a secret. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares mounts
  record File(byte[] content, String target, int mode, int uid, int gid)
      implements ContainerMount {}

  /** A socket of the host. */
  record Socket(Path source, String target, int mode, int uid, int gid) implements ContainerMount {}

  /**
   * A place to write to that begins with what an image has there; nothing is kept.
   *
   * @param layers of the image, the lowest first
   * @param tree what they make together
   * @param target absolute path
   */
  static ContainerMount forOneRun(List<LayerFolders.Unpacked> layers, Tree tree, String target) {
    boolean folder =
        tree.resolve(target).entry().filter(Entry.Directory.class::isInstance).isPresent();
    return folder ? new Layers(layers, target, target, false) : new Tmpfs(target, 0);
  }
}
