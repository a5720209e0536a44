package dev.kobako.debian;

import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import dev.kobako.image.DiskFailure;
import dev.kobako.image.LastUse;
import dev.kobako.image.StagedFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The two tars of a .deb, uncompressed, one after the other in a file that is named by the .deb's
 * digest. Its last bytes tell how long each is: a file that is not complete, as a power failure can
 * leave it, does not end so and is made anew; the folder can be thrown away at any time.
 *
 * @param control the tar with what dpkg is told
 * @param data the tar with the files
 */
record UnpackedTars(Content control, Content data) {
  /** Beyond the largest game in Debian by a factor of four. */
  static final long MAX_DATA = 16L << 30;

  /** The largest in Debian has 4 MiB of checksums. */
  static final long MAX_CONTROL = 32L << 20;

  /** Up to here the ratio is not looked at: a file of zeros may be meant. */
  static final long FREE_DATA = 1L << 30;

  /** Ordinary packages shrink to a third, the best ones to a hundredth. */
  static final long MAX_RATIO = 1000;

  private static final long MAGIC = 0x6b6f62616b6f6431L;
  private static final int TRAILER = 3 * Long.BYTES;

  /** The tars of a .deb: those in the folder if they are there, else unpacked now. */
  static UnpackedTars of(Content deb, Digest digest, DebPlace place, Path folder) {
    Path file = file(digest, folder);
    try {
      Optional<UnpackedTars> known = read(file);
      if (known.isPresent()) {
        LastUse.note(file);
        return known.get();
      }
    } catch (IOException e) {
      throw DiskFailure.reading(file, e);
    }
    StagedFile staged = StagedFile.create(folder);
    try {
      unpack(deb, digest, place, staged.path());
      staged.renameTo(file);
      return read(file).orElseThrow();
    } catch (IOException e) {
      throw DiskFailure.writing(file, e);
    } finally {
      staged.delete();
    }
  }

  /** Removes the tars of a package that turned out to be hostile. */
  static void forget(Digest digest, Path folder) {
    new StagedFile(file(digest, folder)).delete();
  }

  private static Path file(Digest digest, Path folder) {
    return folder.resolve(digest.hex() + ".tars");
  }

  private static Optional<UnpackedTars> read(Path file) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      long size = channel.size();
      ByteBuffer trailer = ByteBuffer.allocate(TRAILER);
      if (size < TRAILER) {
        return Optional.empty();
      }
      channel.position(size - TRAILER);
      while (trailer.hasRemaining() && channel.read(trailer) >= 0) {
        // a short read goes on
      }
      trailer.flip();
      if (trailer.remaining() < TRAILER || trailer.getLong() != MAGIC) {
        return Optional.empty();
      }
      long control = trailer.getLong();
      long data = trailer.getLong();
      if (control < 0 || data < 0 || control > size || size - TRAILER - control != data) {
        return Optional.empty();
      }
      return Optional.of(
          new UnpackedTars(Content.of(file, 0, control), Content.of(file, control, data)));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  private static void unpack(Content deb, Digest digest, DebPlace place, Path target)
      throws IOException {
    try (DebSource source = DebSource.open(deb, place, digest);
        OutputStream file = Files.newOutputStream(target);
        OutputStream out = new BufferedOutputStream(file, TRAILER)) {
      DebMembers members = new DebMembers(source, place);
      long control = new PackedTar(members.control(), place, MAX_CONTROL).unpack(out);
      ArMembers.Member packed = members.data();
      long limit = Math.clamp(packed.size(), FREE_DATA / MAX_RATIO, MAX_DATA / MAX_RATIO);
      long data = new PackedTar(packed, place, limit * MAX_RATIO).unpack(out);
      members.requireEnd();
      source.requireDigest();
      out.write(ByteBuffer.allocate(TRAILER).putLong(MAGIC).putLong(control).putLong(data).array());
    }
  }
}
