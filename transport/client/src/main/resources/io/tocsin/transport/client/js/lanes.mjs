/** What a client has of one lane, and may therefore confirm. */
export class LaneOrder {
  #last = 0n;
  /** Applied, but its listener threw: confirmed is what lies below the first of them. */
  #failed = new Set();

  startAfter(received) {
    if (received > this.#last) {
      this.#last = received;
    }
    this.#forget((seq) => seq <= received);
  }

  /** 'apply', 'duplicate', or 'gap': what was before it is missing. */
  judge(seq, prev) {
    if (prev + 1n < seq) {
      // What lies between has left the outbox: it will never come again.
      this.#forget((each) => each > prev && each < seq);
    }
    if (seq <= this.#last) {
      return this.#failed.has(seq) ? 'apply' : 'duplicate';
    }
    return prev > this.#last ? 'gap' : 'apply';
  }

  applied(seq, ok) {
    if (seq > this.#last) {
      this.#last = seq;
    }
    if (ok) {
      this.#failed.delete(seq);
    } else {
      this.#failed.add(seq);
    }
  }

  received() {
    let received = this.#last;
    for (const seq of this.#failed) {
      received = seq - 1n < received ? seq - 1n : received;
    }
    return received;
  }

  #forget(which) {
    for (const seq of this.#failed) {
      if (which(seq)) {
        this.#failed.delete(seq);
      }
    }
  }
}
