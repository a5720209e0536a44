package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class LoginModulesTest {
  @Test
  void keepsModulesAndSettings() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/lib/x86_64-linux-gnu/security/pam_unix.so",
                "/usr/lib/x86_64-linux-gnu/security/pam_deny.so",
                "/etc/pam.d/common-auth",
                "/etc/security/limits.conf")
            .opened("/usr/lib/x86_64-linux-gnu/security/pam_unix.so");

    assertThat(used.keptBy(new LoginModules()))
        .containsExactly(
            "/etc/pam.d/common-auth",
            "/etc/security/limits.conf",
            "/usr/lib/x86_64-linux-gnu/security/pam_deny.so");
  }
}
