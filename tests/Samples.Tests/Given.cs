namespace Samples.Tests;

/// <summary>Callers and times for tests of decisions.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);

    public static readonly CustomerId Acme = CustomerId.Parse("acme");

    public static readonly UserId Ann = UserId.Parse("ann");

    public static readonly UserId Bob = UserId.Parse("bob");

    public static CommandContext By(UserId user, Role role, DateTimeOffset? at = null) =>
        new(new Caller(user, role, CustomerOf(role)), at ?? Now);

    public static CommandContext ByUser(DateTimeOffset? at = null) => By(Ann, Role.CustomerUser, at);

    public static CommandContext ByAdministrator(DateTimeOffset? at = null) => By(Bob, Role.CustomerAdministrator, at);

    public static CommandContext ByPlatform(DateTimeOffset? at = null) =>
        By(UserId.Parse("pia"), Role.PlatformAdministrator, at);

    private static CustomerId? CustomerOf(Role role) =>
        role is Role.CustomerUser or Role.CustomerAdministrator ? Acme : null;
}
