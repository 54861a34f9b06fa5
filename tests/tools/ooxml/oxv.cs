using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;

/// <summary>
/// Validates workbooks with the Open XML SDK. Usage: oxv PATH…; exit status 0 all pass, 1 some fail, 2 nothing could
/// be checked.
/// </summary>
/// <remarks>
/// Why reflection? mono's compiler builds this against its own class library, and the .NET runtime that carries the SDK
/// runs it: the SDK's types are met only then.
/// </remarks>
public static class Oxv
{
    /// <summary>The Excel whose rules apply.</summary>
    const string Version = "Office2013";

    /// <summary>Faults shown of one workbook; one cause often breaks every cell.</summary>
    const int Shown = 10;

    static readonly Assembly Sdk = Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, "DocumentFormat.OpenXml.dll"));

    static readonly MethodInfo Open = Sdk.GetType("DocumentFormat.OpenXml.Packaging.SpreadsheetDocument", true)
        .GetMethod("Open", new[] { typeof(string), typeof(bool) });

    static readonly Type Validator = Sdk.GetType("DocumentFormat.OpenXml.Validation.OpenXmlValidator", true);

    static readonly MethodInfo Validate = Validator.GetMethods().Single(method =>
        method.Name == "Validate"
        && method.GetParameters().Length == 1
        && method.GetParameters()[0].ParameterType.Name == "OpenXmlPackage");

    public static int Main(string[] paths)
    {
        List<string> files = new List<string>();
        foreach (string path in paths)
        {
            List<string> found = Workbooks(path);
            if (found.Count == 0)
            {
                return Stop("no workbook here: " + path);
            }
            files.AddRange(found);
        }
        if (files.Count == 0)
        {
            return Stop("usage: check PATH…   (e.g. check out)");
        }
        int failed = files.Count(file => !Passes(file));
        Console.WriteLine("ooxml: " + (files.Count - failed) + " passed, " + failed + " failed");
        return failed == 0 ? 0 : 1;
    }

    /// <summary>The file itself, or the workbooks below a folder.</summary>
    static List<string> Workbooks(string path)
    {
        if (Directory.Exists(path))
        {
            return Directory.GetFiles(path, "*.xlsx", SearchOption.AllDirectories)
                .OrderBy(file => file, StringComparer.Ordinal)
                .ToList();
        }
        return File.Exists(path) ? new List<string> { path } : new List<string>();
    }

    /// <summary>Prints the verdict on one workbook and what is wrong with it.</summary>
    static bool Passes(string file)
    {
        List<string> faults;
        try
        {
            faults = Faults(file);
        }
        catch (Exception error)
        {
            Exception cause = error.InnerException ?? error;
            faults = new List<string> { "cannot be read: " + cause.GetType().Name + ": " + cause.Message };
        }
        Console.WriteLine((faults.Count == 0 ? "PASS " : "FAIL ") + file);
        foreach (string fault in faults.Take(Shown))
        {
            Console.WriteLine("     " + fault);
        }
        if (faults.Count > Shown)
        {
            Console.WriteLine("     and " + (faults.Count - Shown) + " more");
        }
        return faults.Count == 0;
    }

    static List<string> Faults(string file)
    {
        using (IDisposable workbook = (IDisposable)Open.Invoke(null, new object[] { file, false }))
        {
            object version = Enum.Parse(Sdk.GetType("DocumentFormat.OpenXml.FileFormatVersions", true), Version);
            object validator = Activator.CreateInstance(Validator, new object[] { version });
            IEnumerable errors = (IEnumerable)Validate.Invoke(validator, new object[] { workbook });
            return errors.Cast<object>().Select(Describe).ToList();
        }
    }

    /// <summary>The part, the place in it, the rule and what it says.</summary>
    static string Describe(object error)
    {
        return Get(Get(error, "Part"), "Uri") + " " + Get(Get(error, "Path"), "XPath") + " "
            + Get(error, "Id") + ": " + Get(error, "Description");
    }

    static object Get(object owner, string property)
    {
        return owner == null ? null : owner.GetType().GetProperty(property).GetValue(owner, null);
    }

    static int Stop(string message)
    {
        Console.Error.WriteLine("ooxml: " + message);
        return 2;
    }
}
