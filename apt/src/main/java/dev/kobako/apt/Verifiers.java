package dev.kobako.apt;

import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.operator.PGPContentVerifierBuilder;
import org.bouncycastle.openpgp.operator.PGPContentVerifierBuilderProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/** Proto. */
final class Verifiers implements PGPContentVerifierBuilderProvider {
  @Override
  public PGPContentVerifierBuilder get(int keyAlgorithm, int hashAlgorithm) throws PGPException {
    return new BcPGPContentVerifierBuilderProvider().get(keyAlgorithm, hashAlgorithm);
  }
}
