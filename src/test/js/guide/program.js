// An application in the guide's shape. What it takes from around it: client, sessionId, channelId, finished().

// what everybody has to agree on: the state at the end, as it stands or made by hand
let sessionTimeout = 0;
try {
  const finalState = await client.getFinalApplicationState(sessionId);
  const result = await client.closeApplicationSession({ sessionId, finalState });
  sessionTimeout = result.sessionTimeout;
  const currentState = await client.getApplicationState(sessionId);
  const byHand = { ...currentState, isFinal: true, versionNumber: currentState.versionNumber + 1, timestamp: Date.now() };
  await client.signState(sessionId, byHand);
} catch (error) {
  // started again after the close: what has been closed cannot be proposed, and what follows holds all the same
  if (await client.isApplicationSessionActive(sessionId)) throw error;
}

// the end, whoever is the last to sign
async function finish() {
  try {
    await client.finalizeApplicationSessionClosure(sessionId);
    await client.updateChannelState(channelId);
    await finished();
  } catch (error) {
    await finished(error);
  }
}
if (await client.hasFinalStateConsensus(sessionId)) await finish();
else client.on('finalStateConsensus', (id) => { if (id === sessionId) finish(); });

// the proof
if (!(await client.isApplicationSessionActive(sessionId))) {
  const closed = await client.getClosedSessionData(sessionId);
  const allocation = await client.getChannelAllocation(channelId);
  proved = { closed, allocation };
}

// and where it does not come to an end
const pending = await client.getPendingSigners(sessionId);
if (pending.length > 0 && Date.now() > sessionTimeout - 600_000) await client.extendClosureTimeout(sessionId, 3600);
if (pending.length > 0 && Date.now() > sessionTimeout) challenged = await client.challengeApplicationState(sessionId);
