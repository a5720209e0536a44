package dev.kobako.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The tars of layers for random access. A layer that lies uncompressed in a file is used where it
 * is; any other is unpacked once into a folder that can be thrown away. Whatever is handed out was
 * checked against blob digest and diff id, when it was written, unpacked or now.
 */
public final class UnpackedLayers {
  private static final int BUFFER = 256 * 1024;

  private final Path folder;
  private final ExpansionLimit limit;
  private final Map<Digest, Content> known = new ConcurrentHashMap<>();

  /** One thread unpacks a layer, the others wait for it. */
  private final Map<Digest, Lock> working = new ConcurrentHashMap<>();

  /** Uses a folder, which is made when it is needed. */
  public UnpackedLayers(Path folder, ExpansionLimit limit) {
    this.folder = folder;
    this.limit = limit;
    StagedFile.sweep(folder);
  }

  /** The tar of a layer; reads it all when it is asked for the first time. */
  public Content tar(Layer layer) {
    Lock lock = working.computeIfAbsent(layer.diffId(), _ -> new ReentrantLock());
    lock.lock();
    try {
      Content content = known.get(layer.diffId());
      if (content == null) {
        content = uncompressedFile(layer) ? verified(layer) : unpacked(layer);
        known.put(layer.diffId(), content);
      }
      return content;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The tars of several layers, in their order; works on as many at once as there are processors.
   */
  public List<Content> tars(List<Layer> layers) {
    return InParallel.map(layers, this::tar);
  }

  private static boolean uncompressedFile(Layer layer) {
    return layer.blob() instanceof FileContent && layer.isTarHere();
  }

  /** What kobako has just written was hashed on the way. */
  private static Content verified(Layer layer) {
    if (layer.blob() instanceof FileContent file && file.kept()) {
      return file;
    }
    try (InputStream in = layer.open()) {
      byte[] buffer = new byte[BUFFER];
      while (in.read(buffer) >= 0) {
        // reading is what checks
      }
    } catch (IOException e) {
      throw DiskFailure.reading(((FileContent) layer.blob()).file(), e);
    }
    return layer.blob();
  }

  private Content unpacked(Layer layer) {
    Path target = StoreFolders.tar(folder, layer.diffId());
    try {
      if (!Files.isRegularFile(target)) {
        unpack(layer, target);
      } else {
        LastUse.note(target);
      }
      return Content.of(target, Files.size(target));
    } catch (IOException e) {
      throw DiskFailure.writing(target, e);
    }
  }

  private void unpack(Layer layer, Path target) throws IOException {
    StagedFile staged = StagedFile.create(folder);
    boolean done = false;
    try {
      String place = "layer " + layer.descriptor().digest();
      try (InputStream in = limit.guard(layer.open(), place, layer.descriptor().size());
          OutputStream out = DiskOutput.stream(staged.path())) {
        byte[] buffer = new byte[BUFFER];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          out.write(buffer, 0, n);
        }
      }
      staged.moveTo(target);
      done = true;
    } finally {
      if (!done) {
        staged.delete();
      }
    }
  }
}
