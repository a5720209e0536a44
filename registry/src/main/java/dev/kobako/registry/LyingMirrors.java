package dev.kobako.registry;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Digest;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which mirrors have served other bytes for a blob than its digest promises: they are not asked for
 * it again. Safe for use by many threads.
 */
final class LyingMirrors {
  private final Set<Endpoint> found = new HashSet<>();
  private boolean fresh;

  /** Whether that endpoint is one of them. */
  synchronized boolean has(Endpoint endpoint) {
    return found.contains(endpoint);
  }

  private synchronized void add(List<Endpoint> more) {
    fresh |= found.addAll(more);
  }

  /** Whether any was found since this was asked last. */
  synchronized boolean isFresh() {
    boolean was = fresh;
    fresh = false;
    return was;
  }

  /** What is told of such a mirror. */
  static KobakoException finding(RemoteBlob blob, Caller mirror) {
    return KobakoException.finding(
        Diagnostic.of(
            blob.place(),
            mirror.endpoint().domain()
                + " has other bytes for blob "
                + blob.descriptor().digest()
                + " than its digest promises",
            "don't use this mirror"));
  }

  /**
   * Follows one reading of a blob. The registry itself needs no follower: who keeps the bytes
   * checks them, and there is nowhere else to go.
   */
  static final class Follower {
    private final RemoteBlob blob;
    private final int first;
    private final @Nullable MessageDigest hash;

    /**
     * Follows a reading.
     *
     * @param first the number of the endpoint that is asked first
     * @param offset from where it is read; what is not read from its start can't be judged
     */
    Follower(RemoteBlob blob, int first, long offset) {
      this.blob = blob;
      this.first = first;
      boolean judged = offset == 0 && first < blob.mirrors().callers().size() - 1;
      this.hash = judged ? blob.descriptor().digest().newHash() : null;
    }

    void read(byte[] from, int offset, int length) {
      if (hash != null) {
        hash.update(from, offset, length);
      }
    }

    /**
     * All was read.
     *
     * @param last the number of the endpoint that was asked last
     */
    void ended(int last) {
      if (hash == null) {
        return;
      }
      Digest promised = blob.descriptor().digest();
      if (!Digest.finish(promised.algorithm(), hash).equals(promised)) {
        List<Caller> callers = blob.mirrors().callers();
        int end = Math.min(last + 1, callers.size() - 1);
        blob.lying().add(callers.subList(first, end).stream().map(Caller::endpoint).toList());
      }
    }
  }
}
