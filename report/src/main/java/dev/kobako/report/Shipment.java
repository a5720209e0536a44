package dev.kobako.report;

import dev.kobako.image.Content;
import dev.kobako.packages.Descriptions;
import dev.kobako.packages.NamedPackage;
import dev.kobako.packages.PassedContentException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file as one layer ships them. They have passed: what is left is what was seen of
 * them then. All names that are the same file share one shipment, so it stands for what a byte
 * costs, however many paths lead to it.
 */
final class Shipment implements Content {
  private final long size;
  private long fingerprint;
  private final int layer;
  private final long debugBytes;
  private final @Nullable SecretKind secret;
  private final @Nullable Content kept;
  private final List<NamedPackage> described;

  /** What was seen of files while they passed says of packages. */
  static final Descriptions PASSED =
      (_, content) -> content instanceof Shipment shipment ? shipment.described : List.of();

  /** The bytes of a file that can be read again. */
  private final @Nullable Content lasting;

  /** How many paths lead here at the moment. */
  int names;

  /**
   * What was seen.
   *
   * @param fingerprint of the bytes, see {@link Fingerprint}
   * @param layer that ships them, 0 for the lowest
   * @param debugBytes how many of them are for debuggers only
   * @param kept the bytes themselves, of the few files that are read later
   * @param described the packages that the file describes or is
   */
  Shipment(
      long size,
      long fingerprint,
      int layer,
      long debugBytes,
      @Nullable SecretKind secret,
      @Nullable Content kept,
      List<NamedPackage> described) {
    this(size, fingerprint, layer, debugBytes, secret, kept, null, described);
  }

  /**
   * What was seen of a file that can be read again; its fingerprint is made if somebody needs it.
   */
  Shipment(
      Content lasting,
      int layer,
      long debugBytes,
      @Nullable SecretKind secret,
      List<NamedPackage> described) {
    this(lasting.size(), Fingerprint.UNKNOWN, layer, debugBytes, secret, null, lasting, described);
  }

  private Shipment(
      long size,
      long fingerprint,
      int layer,
      long debugBytes,
      @Nullable SecretKind secret,
      @Nullable Content kept,
      @Nullable Content lasting,
      List<NamedPackage> described) {
    this.size = size;
    this.fingerprint = fingerprint;
    this.layer = layer;
    this.debugBytes = debugBytes;
    this.secret = secret;
    this.kept = kept;
    this.lasting = lasting;
    this.described = List.copyOf(described);
  }

  /** Whether there is no fingerprint, but could be. */
  synchronized boolean isUnread() {
    return lasting != null && fingerprint == Fingerprint.UNKNOWN;
  }

  @Override
  public long size() {
    return size;
  }

  /** The layer that ships the bytes. */
  int layer() {
    return layer;
  }

  long debugBytes() {
    return debugBytes;
  }

  /**
   * The fingerprint; made now, if it can be and was not before.
   *
   * @throws UncheckedIOException if the bytes can't be read any more
   */
  synchronized long fingerprint() {
    if (lasting != null && fingerprint == Fingerprint.UNKNOWN) {
      try {
        fingerprint = Fingerprint.of(lasting);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return fingerprint;
  }

  Optional<SecretKind> secret() {
    return Optional.ofNullable(secret);
  }

  /** Whether some path leads here. */
  boolean isThere() {
    return names > 0;
  }

  /** Whether both are the same bytes. Of contents that were not seen nothing is known. */
  boolean sameBytes(Shipment other) {
    return size == other.size
        && fingerprint() == other.fingerprint()
        && fingerprint() != Fingerprint.UNKNOWN;
  }

  @Override
  public InputStream open() throws IOException {
    return bytesThatWereKept().open();
  }

  @Override
  public SeekableByteChannel openChannel() throws IOException {
    return bytesThatWereKept().openChannel();
  }

  private Content bytesThatWereKept() throws IOException {
    if (kept != null) {
      return kept;
    }
    if (lasting != null) {
      return lasting;
    }
    throw new PassedContentException();
  }
}
