package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class CryptoProvidersTest {
  @Test
  void keepsTheOtherModulesOfAFolder() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/lib/x86_64-linux-gnu/ossl-modules/legacy.so",
                "/usr/lib/x86_64-linux-gnu/ossl-modules/fips.so",
                "/usr/lib/x86_64-linux-gnu/engines-3/afalg.so")
            .opened("/usr/lib/x86_64-linux-gnu/ossl-modules/fips.so");

    assertThat(used.keptBy(new CryptoProviders()))
        .containsExactly("/usr/lib/x86_64-linux-gnu/ossl-modules/legacy.so");
  }

  @Test
  void keepsPluginsOfKerberosOfOneKind() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/lib/x86_64-linux-gnu/krb5/plugins/preauth/a.so",
                "/usr/lib/x86_64-linux-gnu/krb5/plugins/preauth/b.so",
                "/usr/lib/x86_64-linux-gnu/krb5/plugins/kdb/c.so")
            .opened("/usr/lib/x86_64-linux-gnu/krb5/plugins/preauth/a.so");

    assertThat(used.keptBy(new CryptoProviders()))
        .containsExactly("/usr/lib/x86_64-linux-gnu/krb5/plugins/preauth/b.so");
  }
}
