namespace TestDigitalPlatform;

/// <summary>Makes an external call.</summary>
/// <remarks>
/// Keep the class <c>internal sealed</c>, in one file with its call. Constructor parameters are injected, such as a typed
/// <c>HttpClient</c>.
/// </remarks>
/// <typeparam name="TCall">The call.</typeparam>
/// <typeparam name="TAnswer">The answer of the other system.</typeparam>
public interface IExternalCallHandler<TCall, TAnswer>
    where TCall : IExternalCall<TAnswer>
{
    /// <summary>Calls the other system.</summary>
    /// <remarks>
    /// It may run again: after a failure, and also after a success that could not be stored. Pass
    /// <see cref="ExternalCallContext.IdempotencyKey"/> on, so that the other system does the work once.
    /// </remarks>
    /// <param name="call">What is asked for.</param>
    /// <param name="context">The key, the customer and the attempt.</param>
    /// <param name="cancellationToken">Ends the attempt after <see cref="ExternalCallOptions.Timeout"/>.</param>
    /// <exception cref="RefusedException">The other system refuses it, and would again. It is not retried.</exception>
    Task<TAnswer> Run(TCall call, ExternalCallContext context, CancellationToken cancellationToken);
}

/// <summary>What an external call may know besides its own values.</summary>
/// <param name="idempotencyKey">The same for all attempts of the call.</param>
/// <param name="customer">Whose call it is.</param>
/// <param name="attempt">The number of the attempt, from 1 on.</param>
public sealed class ExternalCallContext(string idempotencyKey, CustomerId? customer, int attempt)
{
    /// <summary>Names the call to the other system, such as in an <c>Idempotency-Key</c> header: 36 to 47 ASCII
    /// characters.</summary>
    /// <remarks>It is the same for all attempts. After a refusal, a replay by a person has another one.</remarks>
    public string IdempotencyKey { get; } = idempotencyKey;

    /// <summary>Whose call it is; <see langword="null"/> for one of the platform as a whole.</summary>
    public CustomerId? Customer { get; } = customer;

    /// <summary>The number of the attempt, from 1 on.</summary>
    public int Attempt { get; } = attempt;
}
