namespace TestDigitalPlatform;

/// <summary>An external call, whatever its answer. Declare calls by <see cref="IExternalCall{TAnswer}"/>.</summary>
public interface IAnyExternalCall;

/// <summary>A call of a system outside the platform, ordered by a decision: an API of a partner, or a mail server.</summary>
/// <remarks>
/// A command or an event handler orders it with <see cref="Decision{TAnswer}.Call"/>, and a process with
/// <see cref="Transition{TState}.Call"/>. It is stored with the decision and runs after the commit, on any node.
/// </remarks>
/// <typeparam name="TAnswer">The answer of the other system; it is stored as JSON.</typeparam>
public interface IExternalCall<TAnswer> : IAnyExternalCall;

/// <summary>An external call without an answer.</summary>
public interface IExternalCall : IExternalCall<Nothing>;
