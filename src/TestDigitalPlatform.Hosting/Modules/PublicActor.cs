namespace TestDigitalPlatform.Hosting.Modules;

/// <summary>As whom a module carries out a public command: nobody is signed in, and isolation shows nobody no rows.</summary>
/// <param name="Command">The command.</param>
/// <param name="Name">What the audit calls it.</param>
internal sealed record PublicActor(Type Command, string Name)
{
    internal Caller Of(string service) =>
        new(UserId.Parse($"{Caller.ServicePrefix}{service}/{Name}"), Role.PlatformAdministrator, null);
}
