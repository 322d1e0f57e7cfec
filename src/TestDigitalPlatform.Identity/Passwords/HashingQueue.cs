namespace TestDigitalPlatform.Identity.Passwords;

/// <summary>Lets as many passwords be hashed at once as there are processors, and bounds how many wait.</summary>
/// <remarks>Hashing is slow on purpose; without a bound, a flood of sign-ins would take the whole machine.</remarks>
internal sealed class HashingQueue(int atOnce, int maxWaiting) : IDisposable
{
    internal const int MaxWaiting = 64;

    private readonly SemaphoreSlim places = new(atOnce);
    private int inside;

    public HashingQueue()
        : this(Environment.ProcessorCount, MaxWaiting)
    {
    }

    public void Dispose() => places.Dispose();

    /// <exception cref="HashingBusyException">Too many wait already.</exception>
    internal async Task<T> Run<T>(Func<T> hash, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref inside) > atOnce + maxWaiting)
        {
            Interlocked.Decrement(ref inside);
            throw new HashingBusyException();
        }

        try
        {
            await places.WaitAsync(cancellationToken);
            try
            {
                return await Task.Run(hash, CancellationToken.None);
            }
            finally
            {
                places.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref inside);
        }
    }
}

/// <summary>Too many passwords are being checked; the caller gets 503 with <c>Retry-After</c>.</summary>
internal sealed class HashingBusyException : DependencyException
{
    public HashingBusyException()
        : base("Too many passwords are being checked at once. Try again shortly.") => RetryAfter = TimeSpan.FromSeconds(2);

    public override bool IsTransient => true;
}
