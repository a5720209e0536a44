package dev.kobako.ladder;

import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * What OpenSSL, SASL and Kerberos load by the name of an algorithm or mechanism: a few small
 * modules in a folder.
 */
final class CryptoProviders implements Family {
  private static final Set<String> FOLDERS =
      Set.of("ossl-modules", "engines-1.1", "engines-3", "sasl2");

  @Override
  public String name() {
    return "crypto-providers";
  }

  @Override
  public String about() {
    return "All providers and engines of OpenSSL, mechanisms of SASL and plugins of Kerberos stay"
        + " where a run loaded one of the same folder.";
  }

  @Override
  public void complete(Touched touched) throws IOException {
    for (var each : touched.openedIn(CryptoProviders::folder).entrySet()) {
      touched.keepAll(each.getKey(), path -> path.name().contains(".so"), each.getValue());
    }
  }

  private static Optional<ImagePath> folder(ImagePath path) {
    return path.name().contains(".so")
        ? Ancestors.nearest(
            path,
            folder ->
                FOLDERS.contains(folder.name())
                    || (Ancestors.parentName(folder).equals("plugins")
                        && folder.toString().contains("/krb5/")))
        : Optional.empty();
  }
}
