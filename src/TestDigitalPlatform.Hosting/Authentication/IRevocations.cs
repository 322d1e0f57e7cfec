namespace TestDigitalPlatform.Hosting.Authentication;

/// <summary>Which tokens are revoked before their end.</summary>
internal interface IRevocations
{
    /// <summary>Ends when it can be told for the first time.</summary>
    Task Ready { get; }

    /// <summary>Whether it can be told now.</summary>
    bool AreKnown { get; }

    /// <summary>Whether a token is revoked.</summary>
    bool Include(TokenHandles token);
}
