using System.CommandLine;
using System.Text;
using Tdp.Webhooks;
using TestDigitalPlatform.Hosting.Webhooks;

namespace Tdp.Commands;

/// <summary>Shows the webhooks that a service sends.</summary>
internal static class ReceiveWebhooksCommand
{
    internal const string SecretVariable = "TDP_WEBHOOK_SECRET";

    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "The port on this machine.", DefaultValueFactory = _ => 9090 };
        port.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 65_535)
                result.AddError("--port must be from 1 to 65535.");
        });
        var command = new Command(
            "receive-webhooks",
            "Receives webhooks on this machine, verifies their signatures and prints them. The secret is read from the environment variable "
            + $"{SecretVariable}, or else from the input.")
        {
            port,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var key = ReadKey(Environment.GetEnvironmentVariable(SecretVariable), Console.In, Console.IsInputRedirected, Console.Error);
            using var receiver = new WebhookReceiver(parsed.GetValue(port), key, Console.Out, TimeProvider.System);
            await Console.Out.WriteLineAsync($"Receiving webhooks at http://localhost:{parsed.GetValue(port)}/. Ctrl-C stops.");
            await receiver.Run(cancellationToken);
            return 0;
        });
        return command;
    }

    /// <exception cref="StepFailedException">There is no secret that can be read.</exception>
    internal static WebhookKey ReadKey(string? variable, TextReader input, bool isRedirected, TextWriter prompt)
    {
        var secret = variable;
        if (string.IsNullOrWhiteSpace(secret))
        {
            if (!isRedirected)
                prompt.Write("The secret of the webhook (it is not shown): ");
            secret = isRedirected ? input.ReadLine() : ReadHidden(prompt);
        }

        return WebhookKey.Read(secret) ?? throw new StepFailedException(
            $"That is not the secret of a webhook. Set {SecretVariable} to the secret that the service showed, such as whsec_…, or enter it.");
    }

    private static string ReadHidden(TextWriter prompt)
    {
        var text = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } pressed)
        {
            if (pressed.Key == ConsoleKey.Backspace)
                text.Length = Math.Max(0, text.Length - 1);
            else if (!char.IsControl(pressed.KeyChar))
                text.Append(pressed.KeyChar);
        }

        prompt.WriteLine();
        return text.ToString();
    }
}
