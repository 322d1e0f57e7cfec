using System.CommandLine;
using Tdp.Tokens;

namespace Tdp.Commands;

internal static class TokenCommand
{
    public static Command Create(Repository repository)
    {
        var role = new Option<string>("--role") { Description = "What the caller is.", Required = true };
        role.AcceptOnlyFromAmong(DevelopmentToken.Roles);
        var customer =
            new Option<string?>("--customer") { Description = "Whose caller it is; for the customer roles." };
        var user = new Option<string?>("--user") { Description = "Who calls; dev-<role> unless given." };
        var onBehalfOf = new Option<string?>("--on-behalf-of") { Description = "The user for whom --user acts." };
        var lifetime = new Option<int>("--lifetime")
        {
            Description = "Minutes until it expires, up to a day.",
            DefaultValueFactory = _ => 8 * 60,
        };
        var data = new Option<string>("--data")
        {
            Description = "The folder with the key; the one that 'up' uses unless given.",
            DefaultValueFactory = _ => repository.DataFolder,
        };
        var command = new Command("token", "Prints an access token that the services of 'up' accept.")
        {
            role, customer, user, onBehalfOf, lifetime, data,
        };
        command.SetAction(parsed =>
        {
            var token = new DevelopmentToken(
                parsed.GetRequiredValue(role),
                parsed.GetValue(customer),
                parsed.GetValue(user) ?? $"dev-{parsed.GetRequiredValue(role)}",
                parsed.GetValue(onBehalfOf),
                TimeSpan.FromMinutes(parsed.GetValue(lifetime)));
            if (token.Mistake() is { } mistake)
                throw new StepFailedException(mistake);

            using var key = DevelopmentKey.ReadOrMake(parsed.GetRequiredValue(data));
            Console.WriteLine(token.Sign(key, DateTimeOffset.UtcNow));
        });
        return command;
    }
}
