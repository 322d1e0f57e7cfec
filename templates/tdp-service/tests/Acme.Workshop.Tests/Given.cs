namespace Acme.Workshop.Tests;

/// <summary>Callers and times for tests of decisions.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);

    public static CommandContext ByUser() =>
        new(new Caller(UserId.Parse("ann"), Role.CustomerUser, CustomerId.Parse("acme")), Now);
}
