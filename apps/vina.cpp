// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
int main() {
  return 0;
}
