namespace TestDigitalPlatform.Hosting.Authentication;

/// <summary>Where the keys come from: the identity provider, or in Development a file of this machine.</summary>
internal interface IKeySource
{
    /// <summary>What the keys are called in a log.</summary>
    string Name { get; }

    /// <summary>The keys as they are known.</summary>
    /// <returns><see langword="null"/> when none are known now.</returns>
    ValueTask<KeySet?> Current(CancellationToken cancellationToken);

    /// <summary>The keys after a look at their source that begins after this call.</summary>
    /// <param name="than">The keys that did not fit.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The same keys when nothing is new or too many wait already; <see langword="null"/> when it can't be
    /// told.</returns>
    ValueTask<KeySet?> Newer(KeySet than, CancellationToken cancellationToken);
}
