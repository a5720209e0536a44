package dev.kobako.registry;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.BlobSource;
import dev.kobako.image.Content;
import dev.kobako.image.Descriptor;
import dev.kobako.image.Digest;
import dev.kobako.image.Image;
import dev.kobako.image.Index;
import dev.kobako.image.Json;
import dev.kobako.image.Manifest;
import dev.kobako.image.MediaType;
import dev.kobako.image.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The manifests and blobs of a repository, from wherever they can be pulled.
 *
 * @param place what is pulled, for messages
 */
record RemoteSource(Mirrors mirrors, Exchanges exchanges, String place) implements BlobSource {
  private static final int MAX_NESTING = 8;

  /** What a tag or digest stands for. */
  FetchedManifest fetch(String reference, Optional<Digest> expected) {
    return mirrors.first(caller -> new Manifests(caller, place).fetch(reference, expected));
  }

  @Override
  public byte[] manifest(Descriptor descriptor) {
    if (descriptor.size() > Json.MAX_MANIFEST_BYTES) {
      throw finding(
          "manifest "
              + descriptor.digest()
              + " has "
              + descriptor.size()
              + " bytes, at most "
              + Json.MAX_MANIFEST_BYTES
              + " are read");
    }
    FetchedManifest fetched =
        fetch(descriptor.digest().toString(), Optional.of(descriptor.digest()));
    if (fetched.bytes().length != descriptor.size()) {
      throw finding(
          "manifest "
              + descriptor.digest()
              + " has "
              + fetched.bytes().length
              + " bytes, expected "
              + descriptor.size());
    }
    boolean index = MediaType.isIndex(fetched.descriptor().mediaType());
    if (index != MediaType.isIndex(descriptor.mediaType())) {
      throw finding(
          "manifest "
              + descriptor.digest()
              + " is '"
              + fetched.descriptor().mediaType()
              + "', but the index says '"
              + descriptor.mediaType()
              + "'");
    }
    return fetched.bytes();
  }

  @Override
  public Content blob(Descriptor descriptor) {
    return new RemoteBlob(mirrors, exchanges, place, descriptor);
  }

  /** This source, which need not fetch what was fetched already. */
  BlobSource startingWith(FetchedManifest top) {
    return new BlobSource() {
      @Override
      public byte[] manifest(Descriptor descriptor) {
        return descriptor.digest().equals(top.descriptor().digest())
                && descriptor.size() == top.descriptor().size()
            ? top.bytes()
            : RemoteSource.this.manifest(descriptor);
      }

      @Override
      public Content blob(Descriptor descriptor) {
        return RemoteSource.this.blob(descriptor);
      }
    };
  }

  /** The image of a manifest, or that of an index for a platform. */
  Image image(FetchedManifest top, Platform platform) {
    Descriptor current = top.descriptor();
    byte[] bytes = top.bytes();
    for (int depth = 0; MediaType.isIndex(current.mediaType()); depth++) {
      if (depth == MAX_NESTING) {
        throw finding("indexes in indexes, more than " + MAX_NESTING + " deep");
      }
      current = Index.parse(place, bytes).choose(place, platform);
      bytes = manifest(current);
    }
    Manifest manifest = Manifest.parse(place, current, bytes);
    return Image.of(place, current, bytes, config(manifest.config()), this::blob);
  }

  /** Reads one byte more than promised at most, so that too many are seen. */
  private byte[] config(Descriptor descriptor) {
    if (descriptor.size() > Json.MAX_CONFIG_BYTES) {
      throw finding(
          "config "
              + descriptor.digest()
              + " has "
              + descriptor.size()
              + " bytes, at most "
              + Json.MAX_CONFIG_BYTES
              + " are read");
    }
    return mirrors.first(caller -> {
      RemoteBlob blob =
          new RemoteBlob(new Mirrors(java.util.List.of(caller)), exchanges, place, descriptor);
      try (InputStream in = blob.open()) {
        byte[] bytes = in.readAllBytes();
        if (!descriptor.digest().matches(bytes)) {
          throw finding(
              "config from "
                  + caller.endpoint().domain()
                  + " has other bytes than its digest "
                  + descriptor.digest()
                  + " promises");
        }
        return bytes;
      } catch (IOException e) {
        throw KobakoException.outside(
            Diagnostic.of(place, "the config can't be read: " + e.getMessage(), "try again"), e);
      }
    });
  }

  private KobakoException finding(String fact) {
    return KobakoException.finding(
        Diagnostic.of(place, fact, "push the image again, its content was changed"));
  }
}
