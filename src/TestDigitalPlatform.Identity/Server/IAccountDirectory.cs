namespace TestDigitalPlatform.Identity.Server;

/// <summary>What the protocol asks about accounts and their sessions.</summary>
internal interface IAccountDirectory
{
    /// <returns><see langword="null"/> when there is none, or it is not active.</returns>
    ValueTask<TokenAccount?> Find(UserId user, CancellationToken cancellationToken);

    /// <summary>Whether nobody has ended a session.</summary>
    ValueTask<bool> IsAlive(Guid session, CancellationToken cancellationToken);
}
