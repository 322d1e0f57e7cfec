using System.CommandLine;
using TestDigitalPlatform.Development;

namespace TestDigitalPlatform.Tool.Tokens;

/// <summary>Signs a development token; the same for a service team and for this repository's own <c>tdp</c>.</summary>
internal static class TokenCommand
{
    public static Command Create(string description)
    {
        var role = new Option<string>("--role") { Description = "What the caller is.", Required = true };
        role.AcceptOnlyFromAmong(DevelopmentToken.Roles);
        var customer =
            new Option<string?>("--customer") { Description = "Whose caller it is; for the customer roles." };
        var user = new Option<string?>("--user") { Description = "Who calls; dev-<role> unless given." };
        var onBehalfOf = new Option<string?>("--on-behalf-of") { Description = "The user for whom --user acts." };
        var permission = new Option<string[]>("--permission")
        {
            Description = "What the caller was granted beyond the role; may be given several times.",
        };
        var lifetime = new Option<int>("--lifetime")
        {
            Description = "Minutes until it expires, up to a day.",
            DefaultValueFactory = _ => 8 * 60,
        };
        var data = new Option<string?>("--data")
        {
            Description = "The folder with the key; that of your user account unless given.",
        };
        var command = new Command("token", description) { role, customer, user, onBehalfOf, permission, lifetime, data };
        command.SetAction(parsed =>
        {
            var token = new DevelopmentToken(
                parsed.GetRequiredValue(role),
                parsed.GetValue(customer),
                parsed.GetValue(user) ?? $"dev-{parsed.GetRequiredValue(role)}",
                parsed.GetValue(onBehalfOf),
                parsed.GetValue(permission) ?? [],
                TimeSpan.FromMinutes(parsed.GetValue(lifetime)));
            return Print(token, parsed.GetValue(data) is { } folder
                ? DevelopmentKey.FileIn(folder)
                : DevelopmentKey.FileOf(Environment.CurrentDirectory));
        });
        return command;
    }

    private static int Print(DevelopmentToken token, string keyFile)
    {
        if (token.Mistake() is { } mistake)
            return Fail(mistake);

        try
        {
            using var key = DevelopmentKey.ReadOrMake(keyFile);
            Console.WriteLine(token.Sign(key, DateTimeOffset.UtcNow));
            return 0;
        }
        catch (Exception unusable) when (unusable is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return Fail(unusable.Message);
        }
    }

    private static int Fail(string why)
    {
        Console.Error.WriteLine(why);
        return 1;
    }
}
